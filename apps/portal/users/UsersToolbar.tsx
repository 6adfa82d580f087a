import { Button, Collapse, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId } from 'react';
import { texts } from '../texts/index.ts';
import { ActiveFilters } from './ActiveFilters.tsx';
import { ColumnChoice } from './ColumnChoice.tsx';
import type { useColumns } from './useColumns.ts';
import { UserFilters } from './UserFilters.tsx';
import { UserSearch } from './UserSearch.tsx';
import type { UsersAddress } from './useUsersAddress.ts';

type UsersToolbarProps = { address: UsersAddress; columns: ReturnType<typeof useColumns> };

/** Search, filters and columns, and what is set of them. */
export function UsersToolbar({ address, columns }: UsersToolbarProps) {
  const [isOpen, { toggle }] = useDisclosure(false);
  const panel = useId();
  const { filter, isFiltered, setFilter } = address;
  const { search = '', ...others } = filter;
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <UserSearch search={search} onSearch={(wanted) => setFilter({ search: wanted }, { replace: true })} />
        <Button variant="default" onClick={toggle} aria-expanded={isOpen} aria-controls={panel}>
          {texts.users.filters(Object.keys(others).length)}
        </Button>
        <ColumnChoice {...columns} />
      </Group>
      <Collapse expanded={isOpen} id={panel} keepMounted={false}>
        <UserFilters filter={filter} setFilter={setFilter} />
      </Collapse>
      {isFiltered && <ActiveFilters {...address} />}
    </Stack>
  );
}
