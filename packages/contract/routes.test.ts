import type { Route } from './route.ts';
import { routes } from './routes.ts';

const table: Record<string, Route> = routes;
const all = Object.entries(table);

test('no two routes share method and path', () => {
  const addresses = all.map(([, { method, path }]) => `${method} ${path}`);
  expect(new Set(addresses).size).toBe(addresses.length);
});

test.each(all)('%s refuses parameters it does not know', (_, route) => {
  expect(route.query.safeParse({ modee: 'validate' }).success).toBe(false);
  expect(route.query.safeParse({}).success).toBe(true);
});

test('only what shows no account is public', () => {
  const open = all.filter(([, { role }]) => role === 'public').map(([, { path }]) => path);
  expect(open.sort()).toEqual(['/docs', '/docs/problems/{id}', '/livez', '/openapi.json', '/readyz', '/v1/session']);
});

test('viewers only read, once they have signed in and until they sign out', () => {
  const changing = all.filter(([, { method }]) => method !== 'GET');
  const allowed = changing.filter(([, { role }]) => role === 'viewer' || role === 'public');
  expect(allowed.map(([name]) => name)).toEqual(['signIn', 'signOut']);
});

test('operators work with files, admins do the rest', () => {
  const operators = all.filter(([, { method, role }]) => method !== 'GET' && role === 'operator');
  expect(operators.map(([name]) => name).sort()).toEqual([
    'cancelJob',
    'confirmJob',
    'exportUsers',
    'fixJob',
    'importUsers',
    'updateUsers',
  ]);
});

test.each([
  [{ mode: 'preview' }, 'must be apply, review or validate'],
  [{ encoding: 'utf-7' }, 'must be utf-8 or windows-1252'],
  [{ mode: ['apply', 'validate'] }, 'must be apply, review or validate'],
])('an import refuses %j and says what is possible', (query, sentence) => {
  expect(routes.importUsers.query.safeParse(query).error?.issues[0]?.message).toBe(sentence);
});

test('an import applies unless it is told to validate', () => {
  expect(routes.importUsers.query.parse({})).toEqual({ mode: 'apply' });
});

test('pages have 25 entries unless 1 to 100 are asked for', () => {
  const limitOf = (limit?: string) => routes.listJobs.query.safeParse({ limit }).data?.limit;
  expect([undefined, '1', '100', '0', '101', 'ten', '1.5', ''].map(limitOf)).toEqual([
    25,
    1,
    100,
    ...Array<undefined>(5).fill(undefined),
  ]);
});

test('a job can be looked for in every state but the invisible one', () => {
  expect(routes.listJobs.query.safeParse({ state: 'rejected' }).success).toBe(true);
  expect(routes.listJobs.query.safeParse({ state: 'receiving' }).success).toBe(false);
  expect(routes.listJobs.query.safeParse({ state: 'toString' }).success).toBe(false);
});
