import { Anchor, Badge, Table } from '@mantine/core';
import { useList } from '../api/useList.ts';
import { ImportButton } from '../importing/ImportButton.tsx';
import { RunningJobs } from '../importing/RunningJobs.tsx';
import { ListView } from '../parts/ListView.tsx';
import { Page } from '../parts/Page.tsx';
import { Time } from '../parts/Time.tsx';
import { texts } from '../texts/index.ts';

/** Contact Center Management → Users. */
export function UsersScreen() {
  const list = useList('GET /v1/users', { query: { limit: 50 } });
  const { users } = texts;
  return (
    <Page title={users.title} actions={<ImportButton />}>
      <RunningJobs />
      <ListView list={list} empty={{ title: users.none, detail: users.noneDetail }}>
        {(entries) => (
          <Table.ScrollContainer minWidth={720} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table highlightOnHover verticalSpacing="sm" aria-label={users.caption}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{users.name}</Table.Th>
                  <Table.Th>{users.email}</Table.Th>
                  <Table.Th>{users.role}</Table.Th>
                  <Table.Th>{users.access}</Table.Th>
                  <Table.Th>{users.changed}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {entries.map((user) => (
                  <Table.Tr key={user.id}>
                    <Table.Td>{user.displayName}</Table.Td>
                    <Table.Td>
                      <Anchor href={`mailto:${user.email}`} size="sm">
                        {user.email}
                      </Anchor>
                    </Table.Td>
                    <Table.Td>{user.role.name}</Table.Td>
                    <Table.Td>
                      <Badge variant="default" tt="none">
                        {users.accesses[user.access]}
                      </Badge>
                    </Table.Td>
                    <Table.Td>
                      <Time at={user.updatedAt} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </ListView>
    </Page>
  );
}
