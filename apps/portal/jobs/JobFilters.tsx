import { Button, Checkbox, Group, NativeSelect } from '@mantine/core';
import { texts } from '../texts/index.ts';
import { kinds, states, type JobsAddress } from './useJobsAddress.ts';

/** What jobs can be narrowed down by. */
export function JobFilters({ kind, state, isMine, parentJobId, isFiltered, set, clear }: JobsAddress) {
  const { jobs } = texts;
  return (
    <Group gap="md" role="group" aria-label={jobs.filters}>
      <NativeSelect
        aria-label={jobs.kind}
        value={kind ?? ''}
        onChange={({ currentTarget }) => set({ kind: currentTarget.value })}
        data={[{ value: '', label: jobs.anyKind }, ...kinds.map((name) => ({ value: name, label: jobs.kinds[name] }))]}
      />
      <NativeSelect
        aria-label={jobs.state}
        value={state ?? ''}
        onChange={({ currentTarget }) => set({ state: currentTarget.value })}
        data={[
          { value: '', label: jobs.anyState },
          ...states.map((name) => ({ value: name, label: jobs.states[name] })),
        ]}
      />
      <Checkbox
        label={jobs.mine}
        checked={isMine}
        onChange={({ currentTarget }) => set({ mine: currentTarget.checked ? 'true' : '' })}
      />
      {parentJobId !== null && <Checkbox label={jobs.attemptsOf} checked onChange={() => set({ parentJobId: '' })} />}
      {isFiltered && (
        <Button variant="subtle" size="compact-sm" onClick={clear}>
          {jobs.clearFilters}
        </Button>
      )}
    </Group>
  );
}
