import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Product } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';

export type JobJson = {
  id: string;
  state: string;
  version: number;
  attempt: number;
  progress: { phase: string; rowsRead: number; rowsTotal: number | null };
  counts: Record<string, number> | null;
  issueGroups: { code: string; column: string | null; value: string | null; count: number; suggestion?: string }[];
  problem: { code: string; detail: string; retryable: boolean } | null;
  links: Record<string, string>;
  confirmation: { reason: string; deactivated: number; roleChanged: number; ofUsers: number } | null;
  parentJobId: string | null;
  undoneBy: string | null;
  snapshot: string | null;
  finishedAt: string | null;
  file: { name: string; bytes: number; sha256: string; delimiter: string | null; alreadyApplied: unknown };
};

/** A caller with one key: thin sugar over `fetch`, so that a story reads as what a client does. */
export type Client = ReturnType<typeof clientOf>;

export function clientOf(product: Product, account = 0, role: 'admin' | 'operator' | 'viewer' = 'admin') {
  const key = product.accounts[account]?.keys[role];
  if (key === undefined) throw new Error(`there is no demo account ${account}`);
  const ask = (
    path: string,
    init: { method?: string; body?: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string> } = {},
  ): Promise<Response> =>
    fetch(`${product.url}${path}`, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } });
  const get = async <T>(path: string): Promise<T> => {
    const response = await ask(path);
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const accepted = async (response: Response): Promise<JobJson> => {
    if (response.status !== 202) throw new Error(`not accepted: ${response.status} ${await response.text()}`);
    return (await response.json()) as JobJson;
  };
  const upload = async (kind: 'import' | 'update', csv: string | Uint8Array<ArrayBuffer>, query: string) => {
    const headers = { 'content-type': 'text/csv', 'idempotency-key': randomUUID() };
    return accepted(await ask(`/v1/jobs/${kind}-users${query}`, { method: 'POST', body: csv, headers }));
  };
  const post = async (path: string, body: unknown = {}): Promise<JobJson> => {
    const headers = { 'content-type': 'application/json' };
    return accepted(await ask(path, { method: 'POST', body: JSON.stringify(body), headers }));
  };
  const submit = (csv: string | Uint8Array<ArrayBuffer>, query = '') => upload('import', csv, query);
  const job = (id: string) => get<JobJson>(`/v1/jobs/${id}`);
  const ended = (id: string, timeoutMs = 30_000): Promise<JobJson> =>
    until(
      async () => {
        const seen = await job(id);
        return hasSettled(seen.state) ? seen : null;
      },
      { timeoutMs, everyMs: 50, what: `job ${id} to end` },
    );
  return {
    key,
    ask,
    get,
    submit,
    job,
    ended,
    import: async (csv: string | Uint8Array<ArrayBuffer>, query = '') => ended((await submit(csv, query)).id),
    update: async (csv: string, query = '') => ended((await upload('update', csv, query)).id),
    /** Starts a job by a JSON body, and waits for its end. */
    run: async (path: string, body?: unknown) => ended((await post(path, body)).id),
    post,
    /** Exports who matches, and reads the file. */
    export: async (filter: Record<string, string>, more: Record<string, unknown> = {}) => {
      const job = await ended((await post('/v1/jobs/export-users', { filter, ...more })).id, 60_000);
      const response = await ask(job.links['result'] ?? '');
      return { job, csv: await response.text() };
    },
    countUsers: async (query = '') => (await get<{ total: number }>(`/v1/users?limit=1&total=true${query}`)).total,
  };
}

/** Everybody of an account's directory who is not a user yet, as the demo data lists them. */
export async function directory(client: Client): Promise<{ email: string; displayName: string }[]> {
  const people: { email: string; displayName: string }[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { data: { email: string; displayName: string }[]; nextCursor: string | null } = await client.get(
      `/v1/people?limit=100${after}`,
    );
    people.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return people;
}

export const exampleFile = (name: string): Promise<string> =>
  readFile(new URL(`../examples/${name}`, import.meta.url), 'utf8');

/** Ended, or waiting for somebody: nothing more happens by itself soon. */
function hasSettled(state: string): boolean {
  const waiting = ['awaiting_confirmation', 'scheduled'];
  return [...waiting, 'succeeded', 'rejected', 'failed', 'cancelled', 'validated', 'expired'].includes(state);
}
