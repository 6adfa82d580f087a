import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** `allowLoopback`: for development, receivers on this machine may be called, and by http. */
export type UrlPolicy = { allowLoopback: boolean };

/** All addresses of a name; rejects when it has none. */
export type Lookup = (hostname: string) => Promise<Address[]>;
export type Address = { address: string; family: number };

/** Where a URL leads: addresses that were all checked, or why nobody may be called there; `unresolved`: nobody knows the name now. */
export type Guarded =
  | { verdict: 'allowed'; url: URL; addresses: Address[] }
  | { verdict: 'refused'; reason: string }
  | { verdict: 'unresolved' };

/**
 * Says whether a URL that a customer gave may be called. A literal address is checked in whatever spelling (WHATWG URL knows
 * them all), of a name every address it has; call those that were checked, for the next look-up may answer differently.
 */
export async function guardUrl(text: string, policy: UrlPolicy, lookup: Lookup = lookupAll): Promise<Guarded> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return refused('must be an absolute URL');
  if (url.protocol !== 'https:' && !(policy.allowLoopback && url.protocol === 'http:')) {
    return refused('must start with https://');
  }
  if (url.username !== '' || url.password !== '') return refused('must not carry a user name or password');
  const host = hostOf(url);
  const family = isIP(host);
  const addresses = family === 0 ? await lookup(host).catch(() => []) : [{ address: host, family }]; // no answer: no address
  if (addresses.length === 0) return { verdict: 'unresolved' };
  if (!addresses.every(({ address }) => isAllowed(address, policy))) return refused('must lead to a public address');
  return { verdict: 'allowed', url, addresses };
}

/** The host without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

function lookupAll(hostname: string): Promise<Address[]> {
  return systemLookup(hostname, { all: true });
}

/** The only addresses of IPv6 that the Internet has been given yet; what is mapped or translated lies outside. */
const global6 = ipaddr.IPv6.parseCIDR('2000::/3');

function isAllowed(text: string, { allowLoopback }: UrlPolicy): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text); // takes an IPv4 address out of an IPv6 one
  const range = address.range();
  if (range === 'loopback') return allowLoopback;
  return range === 'unicast' && (address instanceof ipaddr.IPv4 || address.match(global6));
}

function refused(reason: string): Guarded {
  return { verdict: 'refused', reason };
}
