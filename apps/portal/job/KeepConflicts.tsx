import { Group, Text } from '@mantine/core';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { RoleButton } from '../parts/RoleButton.tsx';
import { texts } from '../texts/index.ts';
import type { JobProps } from './jobProps.ts';
import { useUndo } from './useUndo.ts';

/** Where users were changed since, an undo can still take back the rest. */
export function KeepConflicts({ job, onJob }: JobProps) {
  const { undo, isPending, problem } = useUndo(job.parentJobId ?? '', 'keep', onJob);
  const { issues } = texts;
  return (
    <>
      {problem !== null && <ProblemAlert problem={problem} />}
      <Group gap="sm">
        <RoleButton needs="admin" loading={isPending} onClick={undo}>
          {issues.keep(job.counts?.valid ?? 0)}
        </RoleButton>
        <Text size="sm" c="dimmed">
          {issues.keepHint}
        </Text>
      </Group>
    </>
  );
}
