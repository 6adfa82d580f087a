import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Texts that have broken somebody's server before. */
export const hostileTexts = [
  '$ne',
  '{"$gt":""}',
  "' OR 1=1 --",
  '"; while(true){} //',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '\0',
  'a\0b',
  '%00',
  '%',
  'a\r\nX-Injected: 1\r\n\r\n',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "=cmd|'/C calc'!A0",
  '${7*7}{{7*7}}',
  '\ud800',
  '\u202egnp.csv',
  '(a+)+$',
  '[',
  '\\',
  '-1',
  '1e309',
  'NaN',
  'x'.repeat(6_000),
  '',
  ' ',
];

/** The worst of them as values of JSON, and what is no text at all. */
export const hostileValues: readonly unknown[] = [
  '$ne',
  'a\0b',
  '\ud800',
  '../../../../etc/passwd',
  '<script>alert(1)</script>',
  '__proto__',
  'x'.repeat(6_000),
  { $ne: null },
  { $where: 'sleep(10000)' },
  { toString: null, length: -1 },
  [],
  [{ $gt: '' }],
  null,
  true,
  -1,
  1e308,
  2 ** 53,
];

/** A loopback address as resolvers, browsers and kernels understand it, and names that lead there. */
export const loopbackHosts = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '017700000001',
  '0177.0x0.0.1',
  '127.0.0.1.',
  '0',
  '0.0.0.0',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[2001:0:4136:e378:8000:63bf:80ff:fffe]',
  'localhost',
  'LOCALHOST',
  '１２７.０.０.１',
  '127。0。0。1',
  '①②⑦.0.0.1',
  'ⓛocalhost',
];

/** Parameters that some frameworks make objects of. */
export const hostileQueries = (name: string): string[] => [
  `${name}[$ne]=1`,
  `${name}[]=1`,
  `${name}=1&${name}=2`,
  `${name}.$where=1`,
  '__proto__[admin]=1',
  'constructor[prototype][admin]=1',
  '$where=1',
  `${name}=%c0%ae%c0%ae/`,
  `${name}=%E0%A4%A`,
];

/** A call that the product promises, as a stranger reads it in openapi.json. */
export type Call = { method: string; path: string; query: string[]; body: string[] | null };

export function promisedCalls(): Call[] {
  const { paths, components } = JSON.parse(readFileSync(join(__dirname, '../openapi.json'), 'utf8')) as OpenApi;
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      query: parameters.flatMap(({ in: place, name }) => (place === 'query' ? [name] : [])),
      body: bodyMembers(requestBody?.content['application/json']?.schema, components.schemas),
    })),
  );
}

type Schema = { $ref?: string; properties?: Record<string, unknown> };
type Operation = {
  parameters?: { in: string; name: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};
type OpenApi = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } };

function bodyMembers(schema: Schema | undefined, named: Record<string, Schema>): string[] | null {
  if (schema === undefined) return null;
  const meant = schema.$ref === undefined ? schema : named[schema.$ref.split('/').at(-1) ?? ''];
  return Object.keys(meant?.properties ?? {});
}
