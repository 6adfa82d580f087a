import { Anchor, Box, Table, Text, UnstyledButton } from '@mantine/core';
import type { UserView } from '@muster/contract';
import { Link, useLocation, type Location } from 'react-router-dom';
import { texts } from '../texts/index.ts';
import { Fact, type UserFact } from './userFacts.tsx';
import './users.css';
import type { UsersSort } from './useUsersAddress.ts';

type UsersTableProps = {
  users: readonly UserView[];
  columns: readonly UserFact[];
  sort: UsersSort;
  onSort: (sort: UsersSort) => void;
  /** What is seen belongs to another page: the next one is on its way. */
  isStale: boolean;
};

/** A page of users. Its head stays in sight; where it is too wide it is moved by itself, by keyboard too. */
export function UsersTable({ users, columns, sort, onSort, isStale }: UsersTableProps) {
  return (
    <Box
      className="users-table"
      tabIndex={0}
      role="region"
      aria-label={texts.users.caption}
      aria-busy={isStale}
      data-stale={isStale || undefined}
    >
      <Table highlightOnHover verticalSpacing="sm" stickyHeader aria-label={texts.users.caption}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <HeaderCell key={column} column={column} sort={sort} onSort={onSort} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {users.map((user) => (
            <Table.Tr key={user.id}>
              {columns.map((column) => (
                <Table.Td key={column}>
                  {column === 'displayName' ? <UserLink user={user} /> : <Fact user={user} fact={column} />}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}

function UserLink({ user: { id, displayName } }: { user: UserView }) {
  const here: Location<unknown> = useLocation();
  return (
    <Anchor
      component={Link}
      id={id}
      to={{ pathname: `/users/${id}`, search: here.search }}
      state={here.state}
      size="sm"
    >
      {displayName}
    </Anchor>
  );
}

type HeaderCellProps = Pick<UsersTableProps, 'sort' | 'onSort'> & { column: UserFact };

function HeaderCell({ column, sort, onSort }: HeaderCellProps) {
  const label = texts.users.facts[column];
  if (!isSortable(column)) return <Table.Th>{label}</Table.Th>;
  const isAscending = sort === column;
  const isDescending = sort === `-${column}`;
  return (
    <Table.Th aria-sort={isAscending ? 'ascending' : isDescending ? 'descending' : 'none'}>
      <UnstyledButton className="sort-button" onClick={() => onSort(isAscending ? `-${column}` : column)}>
        {label}
        <Text span aria-hidden className="sort-sign" data-active={isAscending || isDescending || undefined}>
          {isDescending ? '↓' : '↑'}
        </Text>
      </UnstyledButton>
    </Table.Th>
  );
}

function isSortable(column: UserFact): column is 'email' | 'displayName' | 'updatedAt' {
  return column === 'email' || column === 'displayName' || column === 'updatedAt';
}
