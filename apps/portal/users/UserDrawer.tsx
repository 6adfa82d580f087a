import { Drawer, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ask } from '../api/ask.ts';
import { problemOf } from '../api/problemOf.ts';
import { EmptyNote } from '../parts/EmptyNote.tsx';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { texts } from '../texts/index.ts';
import { UserDetails } from './UserDetails.tsx';
import { UserHistory } from './UserHistory.tsx';

/** One user beside the list: everything that is known, and what jobs did. Nobody is shown while `id` is null. */
export function UserDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { users } = texts;
  useFocusOnRow(id);
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      returnFocus={false}
      position="right"
      size="lg"
      title={users.user}
      closeButtonProps={{ 'aria-label': users.closeUser }}
    >
      {id !== null && <UserById id={id} key={id} />}
    </Drawer>
  );
}

/** Once the drawer is closed the focus is on the row it belonged to, however it was opened: by a click, `Back`, a link. */
function useFocusOnRow(id: string | null): void {
  const shown = useRef(id);
  useEffect(() => {
    if (id === null && shown.current !== null) {
      (document.getElementById(shown.current) ?? document.getElementById('content'))?.focus();
    }
    shown.current = id;
  }, [id]);
}

function UserById({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['GET /v1/users/{id}', id],
    queryFn: ({ signal }) => ask('GET /v1/users/{id}', { id, signal }),
  });
  const problem = error === null ? null : problemOf(error);
  const { users } = texts;
  return (
    <Stack gap="lg">
      {data !== undefined && <UserDetails user={data} />}
      {data === undefined && problem === null && <Waiting />}
      {problem?.code === 'not_found' && <EmptyNote title={users.gone} detail={users.goneDetail} />}
      {problem !== null && problem.code !== 'not_found' && (
        <ProblemAlert problem={problem} onRetry={() => void refetch()} />
      )}
      <Stack gap="sm" component="section" aria-label={users.history}>
        <Title order={3} size="h5">
          {users.history}
        </Title>
        <UserHistory id={id} />
      </Stack>
    </Stack>
  );
}
