import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { problemOf } from './problemOf.ts';
import { expireSession } from './session.ts';

/** What the screens know of the server. A session that ends in the middle is noticed here, whoever asked. */
export function createQueryClient(): QueryClient {
  const notice = (error: unknown): void => {
    if (problemOf(error).code === 'unauthenticated') expireSession(client);
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: notice }),
    mutationCache: new MutationCache({ onError: notice }),
    defaultOptions: {
      queries: { staleTime: 5_000, retry: mayHelp },
      // Whoever changes something says so twice, never we: a lost answer may have been a success.
      mutations: { retry: false },
    },
  });
  return client;
}

/** A refusal stays one however often it is asked; silence and trouble may pass. */
function mayHelp(failures: number, error: unknown): boolean {
  const { status } = problemOf(error);
  return failures < 2 && (status === 0 || status >= 500);
}
