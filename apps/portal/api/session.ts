import type { AnswerOf } from '@muster/contract';
import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query';
import { ask } from './ask.ts';
import { problemOf } from './problemOf.ts';

export type SessionView = AnswerOf<'GET /v1/session'>;
export type Role = SessionView['key']['role'];

/** Signed in; or not, and why: nobody was, the session has ended by itself, or somebody left. */
export type Session = { is: 'in'; view: SessionView } | { is: 'out'; why: 'never' | 'expired' | 'left' };

const key = ['session'] as const;

export const sessionQuery = queryOptions({
  queryKey: key,
  staleTime: 60_000,
  queryFn: async ({ client, signal }): Promise<Session> => {
    try {
      return { is: 'in', view: await ask('GET /v1/session', { signal }) };
    } catch (error) {
      if (problemOf(error).code !== 'unauthenticated') throw error;
      const before = client.getQueryData<Session>(key);
      return before?.is === 'in' ? { is: 'out', why: 'expired' } : (before ?? { is: 'out', why: 'never' });
    }
  },
});

/** Opens a session; what was known to another caller is forgotten. */
export async function signIn(client: QueryClient, proof: { key: string } | { token: string }): Promise<void> {
  await ask('POST /v1/session', { body: proof });
  const view = await ask('GET /v1/session');
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
  note(client, { is: 'in', view });
}

export async function signOut(client: QueryClient): Promise<void> {
  await ask('DELETE /v1/session');
  note(client, { is: 'out', why: 'left' });
}

export function expireSession(client: QueryClient): void {
  if (client.getQueryData(sessionQuery.queryKey)?.is !== 'in') return;
  note(client, { is: 'out', why: 'expired' });
}

/** Who is signed in. Only for screens inside the guard, where somebody is. */
export function useSignedIn(): SessionView {
  const { data } = useQuery(sessionQuery);
  if (data?.is !== 'in') throw new Error('nobody is signed in: this screen stands outside of RequireSession');
  return data.view;
}

function note(client: QueryClient, session: Session): void {
  client.setQueryData(sessionQuery.queryKey, session);
}
