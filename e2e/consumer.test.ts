import { randomUUID } from 'node:crypto';
import { startProduct, type Product } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';

/**
 * A program that was told an address, a key and the names of operations: paths, parameters, media types and what a body
 * must have, it takes from openapi.json.
 */
let product: Product;
let api: Description;

beforeAll(async () => {
  product = await startProduct();
  api = (await (await fetch(`${product.url}/openapi.json`)).json()) as Description;
}, 90_000);

afterAll(() => product.stop(), 60_000);

it('imports a file, hears what is wrong, corrects it, and exports who is there then', async () => {
  const { data: columns } = await json<{ data: Column[] }>(call('listColumns'));
  const header = columns
    .filter(({ required, kinds }) => required && kinds.includes('import-users'))
    .map(({ name }) => name);
  expect(header).toEqual(['user_email', 'role']);
  const roles = await all<{ name: string }>('listRoles');
  const role = roles.find(({ name }) => name === 'Agent')?.name ?? '';
  const emails = (await strangers()).slice(0, 3);
  const csv = [header.join(','), ...emails.map((email) => `${email},${role.replace('e', '')}`), ''].join('\r\n');

  const rejected = await ended(await json<Job>(call('importUsers', { body: csv })));
  expect(rejected).toMatchObject({ state: 'rejected', counts: { rows: 3, invalid: 3 } });
  expect(await (await call('getErrorReport', { id: rejected.id })).text()).toContain('reference_not_found: ');
  const groups = await all<Group>('listIssues', { id: rejected.id, query: { group: 'true' } });
  const replacements = groups.map(({ column, value, suggestion }) => ({ column, from: value, to: suggestion }));

  const corrected = await ended(await json<Job>(call('fixJob', { id: rejected.id, body: { replacements } })));
  expect(corrected).toMatchObject({ state: 'succeeded', counts: { created: 3 }, parentJobId: rejected.id });

  const exported = await ended(await json<Job>(call('exportUsers', { body: { filter: { search: emails[0] } } })));
  const file = await (await call('getResult', { id: exported.id })).text();
  expect(file.split('\r\n')[0]).toContain('user_email');
  expect(file).toContain(emails[0]);
}, 60_000);

it('finds for every code of a problem a page with its cause and its cure', async () => {
  const { code } = api.components.schemas.Problem.properties;
  expect(code.enum.length).toBeGreaterThan(20);
  for (const id of code.enum) {
    const page = await (await call('explainProblem', { id })).text();
    expect(page).toMatch(/<h2>Cause<\/h2>\n<p>[^<]{20,}<\/p>\n<h2>Cure<\/h2>\n<p>[^<]{20,}<\/p>/);
  }
  const problem = await json<{ type: string; title: string }>(call('getJob', { id: 'job_nobody' }));
  expect(await (await fetch(new URL(problem.type, product.url))).text()).toContain(problem.title);
});

it('finds the operations of a thing by its tag', () => {
  const tagged = operations().filter(({ tags }) => tags.includes('webhook-endpoints'));
  expect(tagged.map(({ operationId }) => operationId)).toContain('createEndpoint');
  expect(operations().every(({ tags, summary }) => tags.length === 1 && summary.length > 5)).toBe(true);
});

type Description = {
  paths: Record<string, Record<string, Omit<Operation, 'method' | 'path'>>>;
  components: { schemas: { Problem: { properties: { code: { enum: string[] } } } } };
};
type Operation = {
  method: string;
  path: string;
  operationId: string;
  tags: string[];
  summary: string;
  parameters?: { in: string; name: string; schema: { maximum?: number } }[];
  requestBody?: { content: Record<string, { schema: { properties?: Record<string, object>; required?: string[] } }> };
};
type Column = { name: string; required: boolean; kinds: string[] };
type Group = { column: string; value: string; suggestion: string };
type Job = { id: string; state: string; finishedAt: string | null };
type Wish = { id?: string; query?: Record<string, string>; headers?: Record<string, string>; body?: string | object };

function operations(): Operation[] {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, ...operation })),
  );
}

async function call(operationId: string, { id = '', query = {}, headers = {}, body }: Wish = {}): Promise<Response> {
  const operation = operations().find((one) => one.operationId === operationId);
  if (operation === undefined) throw new Error(`there is no operation ${operationId}`);
  const { method, path, parameters = [] } = operation;
  const documented = (place: string) => parameters.filter((one) => one.in === place).map(({ name }) => name);
  expect(documented('query')).toEqual(expect.arrayContaining(Object.keys(query)));
  expect(documented('header')).toEqual(expect.arrayContaining(Object.keys(headers)));
  const own: Record<string, string> = { ...headers, Authorization: `Bearer ${product.accounts[0]?.keys.admin}` };
  if (documented('header').includes('Idempotency-Key')) own['Idempotency-Key'] = randomUUID();
  if (body !== undefined) own['Content-Type'] = mediaType(operation, body);
  const url = new URL(path.replace('{id}', encodeURIComponent(id)), product.url);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return fetch(url, {
    method,
    headers: own,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** How a body of this kind is sent, once it has all that its schema asks for and nothing else. */
function mediaType({ requestBody }: Operation, body: string | object): string {
  const content = Object.entries(requestBody?.content ?? {});
  const [type, { schema }] = content.find(([name]) => (typeof body === 'string') === name.startsWith('text/')) ?? [
    'none',
    { schema: {} },
  ];
  if (typeof body === 'object') {
    expect(Object.keys(schema.properties ?? {})).toEqual(expect.arrayContaining(Object.keys(body)));
    expect(Object.keys(body)).toEqual(expect.arrayContaining(schema.required ?? []));
  }
  return type;
}

async function json<T>(answer: Promise<Response>): Promise<T> {
  return (await (await answer).json()) as T;
}

/** Every entry of a list, in the largest pages there are. */
async function all<T>(operationId: string, { query = {}, ...wish }: Wish = {}): Promise<T[]> {
  const { parameters = [] } = operations().find((one) => one.operationId === operationId) ?? {};
  const limit = parameters.find(({ name }) => name === 'limit')?.schema.maximum ?? 0;
  const found: T[] = [];
  for (let next: { cursor?: string } | null = {}; next !== null;) {
    const asked = { ...query, limit: String(limit), ...next };
    const page: { data: T[]; nextCursor: string | null } = await json(call(operationId, { ...wish, query: asked }));
    found.push(...page.data);
    next = page.nextCursor === null ? null : { cursor: page.nextCursor };
  }
  return found;
}

/** Polls as it is told to: with the tag of what it knows. */
async function ended(job: Job): Promise<Job> {
  let etag = '""';
  return until(
    async () => {
      const answer = await call('getJob', { id: job.id, query: { wait: '5' }, headers: { 'If-None-Match': etag } });
      etag = answer.headers.get('etag') ?? etag;
      const seen = answer.status === 304 ? job : await json<Job>(Promise.resolve(answer));
      return seen.finishedAt === null ? null : seen;
    },
    { timeoutMs: 30_000, what: `${job.id} to end` },
  );
}

/** People of the directory who are no users yet. */
async function strangers(): Promise<string[]> {
  const users = new Set((await all<{ email: string }>('listUsers')).map(({ email }) => email));
  return (await all<{ email: string }>('listPeople')).flatMap(({ email }) => (users.has(email) ? [] : [email]));
}
