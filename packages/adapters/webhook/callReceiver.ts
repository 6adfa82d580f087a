import { request as requestHttp, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { hostOf, type Address } from './guardUrl.ts';

/** What a receiver answered: the start of its body, and who answered. */
export type Answer = { status: number; retryAfter: string | null; response: string; address: string | null };

/** More of a body is not read, and more of it not kept. */
const mostBytes = { read: 16 * 1024, kept: 1024 };
/** How long the body of an answer is waited for: what matters is its status, which has arrived. */
const bodyMs = 2_000;

/**
 * One POST to one of these addresses and to no other: nothing is looked up, no redirect followed, no proxy asked and no
 * connection kept. Rejects with what went wrong on the way, or when the signal aborts.
 */
export async function callReceiver(
  url: URL,
  addresses: readonly Address[],
  { body, headers, signal }: { body: string; headers: Record<string, string>; signal: AbortSignal },
): Promise<Answer> {
  const host = hostOf(url);
  const options: RequestOptions & { servername?: string } = {
    method: 'POST',
    host,
    port: url.port === '' ? null : url.port,
    path: url.pathname + url.search,
    headers: { ...headers, host: url.host, 'content-length': Buffer.byteLength(body), connection: 'close' },
    lookup: pinnedTo(addresses),
    agent: false,
    signal,
  };
  if (url.protocol === 'http:') return send(requestHttp(options), body, signal);
  const servername = isIP(host) === 0 ? host.replace(/\.$/, '') : '';
  return send(requestHttps({ ...options, servername }), body, signal);
}

/** Answers every question with the addresses that were checked. */
function pinnedTo(addresses: readonly Address[]): LookupFunction {
  return (_, { all }, done) => {
    const [first] = addresses;
    if (all === true) done(null, [...addresses]);
    else if (first !== undefined) done(null, first.address, first.family);
  };
}

async function send(request: ClientRequest, body: string, signal: AbortSignal): Promise<Answer> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve);
    request.on('error', reject);
    request.end(body);
  });
  const address = answer.socket.remoteAddress ?? null;
  const response = await startOfBody(answer, AbortSignal.any([signal, AbortSignal.timeout(bodyMs)]));
  request.destroy();
  return { status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] ?? null, response, address };
}

/** As much as there is of it, however it ends: the answer itself is known. */
async function startOfBody(answer: IncomingMessage, signal: AbortSignal): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  const giveUp = (): unknown => answer.destroy();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    for await (const piece of answer) {
      if (!Buffer.isBuffer(piece)) continue;
      bytes += piece.length;
      pieces.push(piece);
      if (bytes >= mostBytes.read) break;
    }
  } catch {
    // cut off: what came before is kept
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
  return Buffer.concat(pieces).subarray(0, mostBytes.kept).toString('utf8');
}
