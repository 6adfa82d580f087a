import { jsonOf } from './jsonOf.ts';
import type { TestApi } from './startTestApi.ts';

/** An administrator of the first account. Every call answers status and body. */
export type TestAdmin = {
  post<T = ProblemJson>(path: string, body: unknown): Promise<Said<T>>;
  patch<T = ProblemJson>(path: string, body: unknown, type?: string): Promise<Said<T>>;
  remove<T = ProblemJson>(path: string): Promise<Said<T>>;
  get<T>(path: string): Promise<T>;
  /** A list of people. */
  load<T = ProblemJson>(body: string, type: string): Promise<Said<T>>;
  /** What this account last wrote to its audit log. */
  lastAudited(): Promise<AuditJson>;
};

type Said<T> = { status: number; location: string | null; body: T };
type ProblemJson = { code: string; detail: string; by?: object; errors?: { path: string; message: string }[] };
export type AuditJson = {
  action: string;
  by: { keyId: string; name: string };
  requestId: string | null;
  detail: { id?: string; name?: string; changes?: Record<string, unknown> };
};

export function testAdmin(api: TestApi): TestAdmin {
  const ask = async <T>(method: string, path: string, body?: string, type?: string): Promise<Said<T>> => {
    const headers = { Authorization: `Bearer ${api.mine.keys.admin}`, ...(type && { 'Content-Type': type }) };
    const answer = await fetch(api.url + path, { method, headers, ...(body !== undefined && { body }) });
    const location = answer.headers.get('location');
    return { status: answer.status, location, body: answer.status === 204 ? ({} as T) : await jsonOf<T>(answer) };
  };
  const get = async <T>(path: string): Promise<T> => (await ask<T>('GET', path)).body;
  return {
    post: (path, body) => ask('POST', path, JSON.stringify(body), 'application/json'),
    patch: (path, body, type = 'application/merge-patch+json') => ask('PATCH', path, JSON.stringify(body), type),
    remove: (path) => ask('DELETE', path),
    get,
    load: (body, type) => ask('POST', '/v1/people/bulk', body, type),
    lastAudited: async () => (await get<{ data: AuditJson[] }>('/v1/audit-entries?limit=1')).data[0]!,
  };
}
