import { Group, Stack, Text } from '@mantine/core';
import type { JobView } from '@muster/contract';
import { texts } from '../texts/index.ts';
import { number } from '../texts/language.ts';

/** How many users a job changes, or has changed, and how. */
export function JobCounts({ job: { kind, counts, state } }: { job: JobView }) {
  if (counts === null || kind === 'export-users') return null;
  const words = state === 'succeeded' ? texts.review.done : texts.review.planned;
  const figures: [string, number, boolean][] = [
    [words.created, counts.created, kind !== 'update-users'],
    [words.updated, counts.updated, kind !== 'import-users'],
    [words.removed, counts.removed, kind === 'undo-job'],
    [words.unchanged, counts.unchanged, kind !== 'import-users'],
    [words.deactivated, counts.deactivated, kind !== 'import-users'],
  ];
  return (
    <Group gap="xl">
      {figures
        .filter(([, value, belongs]) => belongs || value > 0)
        .map(([name, value]) => (
          <Stack key={name} gap={0}>
            <Text size="xl" fw={650}>
              {number(value)}
            </Text>
            <Text size="sm" c="dimmed">
              {name}
            </Text>
          </Stack>
        ))}
    </Group>
  );
}
