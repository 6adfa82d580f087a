import type { Job } from '@muster/domain';
import { jsonOf } from './jsonOf.ts';
import type { TestApi } from './startTestApi.ts';

export type JobJson = { id: string; state: string; version: number; links: Record<string, string>; progress: object };
type PageJson = {
  data: { id: string; email: string; row: number }[];
  nextCursor: string | null;
  total?: number;
};

export const csv = 'user_email,role\r\na@example.com,Agent\r\n';

/** An operator of the first account, at the api's door. */
export type TestClient = {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  head(path: string): Promise<Response>;
  post(path: string, body?: string, type?: string): Promise<Response>;
  upload(query?: string): Promise<Response>;
  page(path: string): Promise<PageJson>;
  ids(path: string): Promise<string[]>;
  /** A job that waits for a worker, of which there is none. */
  submit(): Promise<Job>;
};

export function testClient(api: TestApi): TestClient {
  const auth = { Authorization: `Bearer ${api.mine.keys.operator}` };
  const client: TestClient = {
    get: (path, headers = {}) => fetch(api.url + path, { headers: { ...auth, ...headers } }),
    head: (path) => fetch(api.url + path, { method: 'HEAD', headers: auth }),
    post: (path, body, type = 'application/json') =>
      body === undefined
        ? fetch(api.url + path, { method: 'POST', headers: auth })
        : fetch(api.url + path, { method: 'POST', headers: { ...auth, 'Content-Type': type }, body }),
    upload: (query = '') => client.post(`/v1/jobs/import-users${query}`, csv, 'text/csv'),
    page: async (path) => jsonOf<PageJson>(await client.get(path)),
    ids: async (path) => (await client.page(path)).data.map(({ id }) => id),
    submit: async () => {
      const { id } = await jsonOf<JobJson>(await client.upload());
      return (await api.ports.jobs.get(api.mine.id, id))!;
    },
  };
  return client;
}
