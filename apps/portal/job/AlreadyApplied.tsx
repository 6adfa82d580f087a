import { Alert, Anchor } from '@mantine/core';
import type { JobProps } from './jobProps.ts';
import { formatTime } from '../parts/formatTime.ts';
import { texts } from '../texts/index.ts';

/** Says that the very same file was applied before: once is meant more often than twice. */
export function AlreadyApplied({ job, onJob }: JobProps) {
  const applied = job.file?.alreadyApplied ?? null;
  if (applied === null) return null;
  const { result } = texts;
  return (
    <Alert color="yellow" variant="outline">
      {result.already(formatTime(applied.at), applied.by)}{' '}
      <Anchor component="button" type="button" size="sm" onClick={() => onJob(applied.jobId)}>
        {result.alreadyJob}
      </Anchor>
    </Alert>
  );
}
