import { Anchor, Group, Paper, Progress, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { hasEnded } from '../api/followJob.ts';
import { shareDone } from '../job/shareDone.ts';
import { JobState } from '../jobs/JobState.tsx';
import { texts } from '../texts/index.ts';
import { useDialogAddress } from './useDialogAddress.ts';

const everyMs = 5_000;

/** The way back to jobs that have not ended, on the screen of users. Nothing where there are none. */
export function RunningJobs() {
  const { show } = useDialogAddress();
  const { data } = useQuery({
    queryKey: ['GET /v1/jobs', 'running'],
    queryFn: ({ signal }) => ask('GET /v1/jobs', { query: { limit: 25 }, signal }),
    refetchInterval: everyMs,
  });
  const running = (data?.data ?? []).filter((job) => !hasEnded(job));
  if (running.length === 0) return null;
  const { importing, jobs, result } = texts;
  return (
    <Paper withBorder p="sm" component="section" aria-label={importing.running}>
      <Stack gap="xs">
        {running.map((job) => (
          <Group key={job.id} gap="sm">
            <Anchor component="button" type="button" size="sm" onClick={() => show(job.id)}>
              {importing.runningJob(jobs.kinds[job.kind], job.file?.name ?? null)}
            </Anchor>
            <JobState state={job.state} />
            <Progress value={100 * shareDone(job)} w={120} aria-label={result.progress} />
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}
