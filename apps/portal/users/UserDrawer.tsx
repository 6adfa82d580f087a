import { Drawer, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
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
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={users.user}
      closeButtonProps={{ 'aria-label': users.closeUser }}
    >
      {id !== null && <UserById id={id} key={id} />}
    </Drawer>
  );
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
