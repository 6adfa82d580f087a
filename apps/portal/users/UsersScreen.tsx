import { Button, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useLocation, useNavigate, useParams, type Location } from 'react-router-dom';
import { ExportButton } from '../exporting/ExportButton.tsx';
import { ImportButton } from '../importing/ImportButton.tsx';
import { RunningJobs } from '../importing/RunningJobs.tsx';
import { useDialogAddress } from '../importing/useDialogAddress.ts';
import { EmptyNote } from '../parts/EmptyNote.tsx';
import { Page } from '../parts/Page.tsx';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { RoleButton } from '../parts/RoleButton.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { texts } from '../texts/index.ts';
import { useColumns } from './useColumns.ts';
import { UserDrawer } from './UserDrawer.tsx';
import { UsersPager } from './UsersPager.tsx';
import { UsersTable } from './UsersTable.tsx';
import { UsersToolbar } from './UsersToolbar.tsx';
import { useUsers, useUsersTotal, type UsersPage } from './useUsers.ts';
import { useUsersAddress, type UsersAddress } from './useUsersAddress.ts';

/** Contact Center Management → Users. */
export function UsersScreen() {
  const { id = null } = useParams();
  const here: Location<unknown> = useLocation();
  const navigate = useNavigate();
  const address = useUsersAddress();
  const columns = useColumns();
  const page = useUsers(address);
  const total = useUsersTotal(address.filter);
  const hasPages = page.users !== null && (page.users.length > 0 || address.page > 1);
  useFirstPageInstead(page, address);
  return (
    <Page
      title={texts.users.title}
      place="/users"
      actions={
        <>
          <ExportButton filter={address.filter} total={total} />
          <ImportButton />
        </>
      }
    >
      <RunningJobs />
      <Stack gap="md">
        <UsersToolbar address={address} columns={columns} />
        <Text size="sm" c="dimmed" role="status">
          {rangeOf(page, address, total)}
        </Text>
        {page.problem !== null && <ProblemAlert problem={page.problem} onRetry={page.reload} />}
        {page.users === null && page.problem === null && <Waiting />}
        {page.users?.length === 0 && <Nobody address={address} />}
        {page.users !== null && page.users.length > 0 && (
          <UsersTable
            users={page.users}
            columns={columns.columns}
            sort={address.sort}
            onSort={address.setSort}
            isStale={page.isLoading}
          />
        )}
        {hasPages && <UsersPager address={address} nextCursor={page.nextCursor} />}
      </Stack>
      <UserDrawer
        id={id}
        onClose={() => void navigate({ pathname: '/users', search: here.search }, { state: here.state })}
      />
    </Page>
  );
}

/** Nobody to show: an invitation where nobody is, a way back where nobody matches. */
function Nobody({ address: { isFiltered, clearFilter } }: { address: UsersAddress }) {
  const { open } = useDialogAddress();
  const { importing, users } = texts;
  if (isFiltered) {
    return (
      <EmptyNote title={users.noneFound} detail={users.noneFoundDetail}>
        <Button variant="default" onClick={clearFilter}>
          {users.clearAll}
        </Button>
      </EmptyNote>
    );
  }
  return (
    <EmptyNote title={users.none} detail={users.noneDetail}>
      <RoleButton needs="operator" onClick={() => open('import-users')}>
        {importing.open}
      </RoleButton>
    </EmptyNote>
  );
}

function rangeOf({ users, isLoading, problem }: UsersPage, address: UsersAddress, total: number | null): string {
  if (users === null && problem !== null) return '';
  if (users === null || isLoading) return texts.shell.loading;
  if (users.length === 0) return texts.users.nobody(address.isFiltered);
  const first = (address.page - 1) * address.size + 1;
  return texts.users.range(first, first + users.length - 1, total, address.isFiltered);
}

/** A cursor that does not belong to this filter, in an address made by hand or kept for too long, leads nowhere. */
function useFirstPageInstead({ problem }: UsersPage, { first }: UsersAddress): void {
  const isLost = problem?.code === 'invalid_cursor';
  useEffect(() => {
    if (isLost) first();
  }, [isLost]);
}
