import { Anchor, Box, Stack, Table, Text } from '@mantine/core';
import type { UserChangeView } from '@muster/contract';
import { Link } from 'react-router-dom';
import { useList } from '../api/useList.ts';
import { EmptyNote } from '../parts/EmptyNote.tsx';
import { ListView } from '../parts/ListView.tsx';
import { Time } from '../parts/Time.tsx';
import { texts } from '../texts/index.ts';

/** Which job and row did what to a user, the latest first. */
export function UserHistory({ id }: { id: string }) {
  const list = useList('GET /v1/users/{id}/history', { id, query: { limit: 10 } });
  const { users } = texts;
  const empty = { title: users.historyNone, detail: users.historyNoneDetail };
  if (list.problem?.code === 'not_found') return <EmptyNote {...empty} />;
  return (
    <ListView list={list} empty={empty}>
      {(changes) => (
        <Stack component="ol" gap="lg" p={0} m={0} className="history">
          {changes.map((change) => (
            <Box component="li" key={`${change.jobId} ${change.row}`}>
              <ChangeEntry change={change} />
            </Box>
          ))}
        </Stack>
      )}
    </ListView>
  );
}

function ChangeEntry({ change: { jobId, kind, row, at, by, action, fields } }: { change: UserChangeView }) {
  const { jobs, users } = texts;
  const cells = Object.entries(fields);
  return (
    <Stack gap={6}>
      <Text fw={600} size="sm">
        {users.happened(users.actions[action], by.name)}
      </Text>
      <Text size="sm" c="dimmed">
        <Time at={at} />
        {' · '}
        <Anchor component={Link} to={`/jobs/${jobId}`} size="sm" underline="always">
          {users.byJob(jobs.kinds[kind], row)}
        </Anchor>
      </Text>
      {cells.length > 0 && (
        <Table variant="vertical" withTableBorder layout="fixed" verticalSpacing={4} aria-label={users.changes}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="42%">{users.column}</Table.Th>
              <Table.Th>{users.from}</Table.Th>
              <Table.Th>{users.to}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {cells.map(([column, { from, to }]) => (
              <Table.Tr key={column}>
                <Table.Td className="breakable">{column}</Table.Td>
                <Table.Td className="breakable">{from ?? users.blank}</Table.Td>
                <Table.Td className="breakable">{to ?? users.blank}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}
