import { Anchor, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import type { JobView } from '@muster/contract';
import { Link } from 'react-router-dom';
import { hasEnded } from '../api/followJob.ts';
import { headline } from '../job/headline.ts';
import { shareDone } from '../job/shareDone.ts';
import { JobState } from '../jobs/JobState.tsx';
import { texts } from '../texts/index.ts';
import { useDialogAddress } from './useDialogAddress.ts';
import { isMoving, useJobsOfNow } from './useJobsOfNow.ts';

/** The way back to jobs that have not ended, on the screen of users; those that end here tell how. */
export function RunningJobs() {
  const jobs = useJobsOfNow();
  const { importing } = texts;
  if (jobs.length === 0) return null;
  return (
    <Paper withBorder p="sm" component="section" aria-label={importing.running}>
      <Stack gap="xs">
        {jobs.map((job) => (
          <RunningJob key={job.id} job={job} />
        ))}
      </Stack>
    </Paper>
  );
}

function RunningJob({ job }: { job: JobView }) {
  const { show } = useDialogAddress();
  const { importing, jobs, result } = texts;
  const name = importing.runningJob(jobs.kinds[job.kind], job.file?.name ?? null);
  const isUpload = job.kind === 'import-users' || job.kind === 'update-users';
  return (
    <Group gap="sm">
      {isUpload ? (
        <Anchor component="button" type="button" size="sm" onClick={() => show(job.id)}>
          {name}
        </Anchor>
      ) : (
        <Anchor component={Link} to={`/jobs/${job.id}`} size="sm">
          {name}
        </Anchor>
      )}
      <JobState state={job.state} />
      <Text size="sm" role="status">
        {hasEnded(job) && headline(job)}
      </Text>
      {isMoving(job) && <Progress value={100 * shareDone(job)} w={120} aria-label={result.progress} />}
    </Group>
  );
}
