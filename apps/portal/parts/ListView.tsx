import { Button, Center, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { List } from '../api/useList.ts';
import { texts } from '../texts/index.ts';
import { EmptyNote } from './EmptyNote.tsx';
import { ProblemAlert } from './ProblemAlert.tsx';
import { Waiting } from './Waiting.tsx';

type ListViewProps<E> = {
  list: List<E>;
  empty: { title: string; detail: string };
  children: (entries: readonly E[]) => ReactNode;
};

/** A list in each of its states: on its way, refused, empty, there, and with more to come. */
export function ListView<E>({ list, empty, children }: ListViewProps<E>) {
  const { entries, isLoading, problem, reload, showMore, isLoadingMore } = list;
  if (isLoading) return <Waiting />;
  return (
    <Stack gap="md">
      {problem !== null && <ProblemAlert problem={problem} onRetry={reload} />}
      {entries.length > 0 && children(entries)}
      {entries.length === 0 && problem === null && <EmptyNote {...empty} />}
      {showMore !== null && (
        <Center>
          <Button variant="default" loading={isLoadingMore} onClick={showMore}>
            {texts.shell.showMore}
          </Button>
        </Center>
      )}
    </Stack>
  );
}
