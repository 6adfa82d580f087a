import { Button, Group, Pill } from '@mantine/core';
import { texts } from '../texts/index.ts';
import { useReferenceName, type ReferenceName } from './references.ts';
import type { FilterName, UsersAddress } from './useUsersAddress.ts';

/** What the users are narrowed down by, each to be cleared by itself. */
export function ActiveFilters({ filter, setFilter, clearFilter }: UsersAddress) {
  const { search, access, status, ...references } = filter;
  const { users } = texts;
  const clear = (name: FilterName) => () => setFilter({ [name]: null });
  return (
    <Group gap="xs" role="group" aria-label={users.activeFilters}>
      {search !== undefined && <Active name="search" value={search} onClear={clear('search')} />}
      {namesOf(references).map((name) => (
        <ActiveReference key={name} name={name} id={references[name] ?? ''} onClear={clear(name)} />
      ))}
      {access !== undefined && <Active name="access" value={users.accesses[access]} onClear={clear('access')} />}
      {status !== undefined && <Active name="status" value={status} onClear={clear('status')} />}
      <Button variant="subtle" size="compact-sm" onClick={clearFilter}>
        {users.clearAll}
      </Button>
    </Group>
  );
}

function ActiveReference({ name, id, onClear }: { name: ReferenceName; id: string; onClear: () => void }) {
  return <Active name={name} value={useReferenceName(name, id)} onClear={onClear} />;
}

function Active({ name, value, onClear }: { name: FilterName; value: string; onClear: () => void }) {
  const { filterNames, activeFilter, clearFilter } = texts.users;
  return (
    <Pill
      size="md"
      withRemoveButton
      onRemove={onClear}
      removeButtonProps={{ 'aria-label': clearFilter(filterNames[name]), tabIndex: 0, 'aria-hidden': false }}
    >
      {activeFilter(filterNames[name], value)}
    </Pill>
  );
}

function namesOf(references: Partial<Record<ReferenceName, string>>): ReferenceName[] {
  return (['queueId', 'roleId', 'teamId', 'skillId', 'regionId'] as const).filter(
    (name) => references[name] !== undefined,
  );
}
