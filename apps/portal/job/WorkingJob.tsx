import { Group, Progress, Stack, Text, VisuallyHidden } from '@mantine/core';
import { CancelJob } from '../jobs/CancelJob.tsx';
import { texts } from '../texts/index.ts';
import { CloseButton } from './CloseButton.tsx';
import type { JobProps } from './jobProps.ts';
import { shareDone } from './shareDone.ts';

/** A job that is being worked on: how far it is. It goes on whoever looks. */
export function WorkingJob({ job, onClose }: JobProps) {
  const { result } = texts;
  const { rowsRead, rowsTotal } = job.progress;
  const quarters = Math.floor(4 * shareDone(job));
  return (
    <Stack gap="md">
      <Progress value={100 * shareDone(job)} size="lg" striped animated aria-label={result.progress} />
      <Text size="sm">{result.rows(rowsRead, rowsTotal)}</Text>
      {/* Each row would be too much to listen to. */}
      <VisuallyHidden role="status">{quarters > 0 && result.quarters(quarters)}</VisuallyHidden>
      {job.state === 'applying' && (
        <Text size="sm" c="dimmed">
          {result.applyingHint}
        </Text>
      )}
      {job.attempt > 1 && <Text size="sm">{result.takenUpAgain}</Text>}
      {onClose !== null && (
        <Text size="sm" c="dimmed">
          {result.mayClose}
        </Text>
      )}
      <Group justify="flex-end">
        {job.links.cancel !== undefined && <CancelJob id={job.id} />}
        <CloseButton onClose={onClose} />
      </Group>
    </Stack>
  );
}
