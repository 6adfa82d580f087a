import type { AnswerOf, BodyOf, Call, QueryOf } from '@muster/contract';
import { readProblem, refusal, unreachable } from './problemOf.ts';

export type Asked<C extends Call> = {
  id?: string;
  query?: QueryOf<C>;
  /** `nextCursor` of the page before, for lists. */
  cursor?: string;
  body?: BodyOf<C>;
  /** In place of a body, for calls that take a file; its type says what is in it. */
  file?: Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

/**
 * Asks the API as the contract says: `ask('GET /v1/users/{id}', { id })`. The session's cookie says who is asking.
 * @throws an Error with a problem in it, see problemOf.
 */
export async function ask<C extends Call>(call: C, asked: Asked<C> = {}): Promise<AnswerOf<C>> {
  const { method, address } = addressOf(call, asked);
  const response = await send(address, {
    method,
    headers: {
      accept: 'application/json',
      ...(asked.body !== undefined && { 'content-type': 'application/json' }),
      ...asked.headers,
    },
    ...(asked.body !== undefined && { body: JSON.stringify(asked.body) }),
    ...(asked.file !== undefined && { body: asked.file }),
    ...(asked.signal !== undefined && { signal: asked.signal }),
  });
  const body = await bodyOf(response);
  if (!response.ok) throw refusal(readProblem(body, response.status, response.headers.get('x-request-id')));
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the API that serves the portal is of its version
  return body as AnswerOf<C>;
}

function addressOf<C extends Call>(call: C, { id = '', query, cursor }: Asked<C>): { method: string; address: string } {
  const [method = '', path = ''] = call.split(' ');
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, cursor })) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const search = parameters.size > 0 ? `?${parameters.toString()}` : '';
  return { method, address: path.replace('{id}', encodeURIComponent(id)) + search };
}

async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...init, credentials: 'same-origin' });
  } catch (thrown) {
    if (init.signal?.aborted === true) throw thrown;
    throw refusal(unreachable());
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text; // not ours: a proxy's page
  }
}
