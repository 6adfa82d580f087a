import { Button, Group, NativeSelect } from '@mantine/core';
import { texts } from '../texts/index.ts';
import { pageSizes, type UsersAddress } from './useUsersAddress.ts';

/** From page to page, and how long one is. */
export function UsersPager({ address, nextCursor }: { address: UsersAddress; nextCursor: string | null }) {
  const { users } = texts;
  const { page, previous, first, next, size, setSize } = address;
  const hasNoWayBack = page > 1 && previous === null;
  return (
    <Group justify="space-between" gap="sm">
      <NativeSelect
        aria-label={users.pageSize}
        data={pageSizes.map((each) => ({ value: String(each), label: users.perPage(each) }))}
        value={String(size)}
        onChange={({ currentTarget }) => setSize(Number(currentTarget.value))}
      />
      <Group gap="sm" component="nav" aria-label={users.pages}>
        {hasNoWayBack ? (
          <Button variant="default" onClick={first}>
            {users.first}
          </Button>
        ) : (
          <Button variant="default" disabled={previous === null} onClick={previous ?? undefined}>
            {users.previous}
          </Button>
        )}
        <Button
          variant="default"
          disabled={nextCursor === null}
          onClick={() => {
            if (nextCursor !== null) next(nextCursor);
          }}
        >
          {users.next}
        </Button>
      </Group>
    </Group>
  );
}
