import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask.ts';
import type { EntryOf, ReferenceKind } from '../references/callsOf.ts';

/** All of a kind, to choose from, whatever page they stand on. */
export function useReferences(kind: ReferenceKind): readonly EntryOf<ReferenceKind>[] {
  const { data = [] } = useQuery({
    queryKey: [`GET /v1/${kind}`, 'all'],
    queryFn: ({ signal }) => askAll(kind, signal),
  });
  return data;
}

async function askAll(kind: ReferenceKind, signal: AbortSignal): Promise<EntryOf<ReferenceKind>[]> {
  const all: EntryOf<ReferenceKind>[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { data, nextCursor }: Page = await ask(`GET /v1/${kind}`, { query: { limit: 100 }, cursor, signal });
    all.push(...data);
    cursor = nextCursor;
  }
  return all;
}

type Page = { data: EntryOf<ReferenceKind>[]; nextCursor: string | null };
