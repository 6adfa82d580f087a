import { Group, Progress, Stack, Text } from '@mantine/core';
import type { JobView } from '@muster/contract';
import { useParams } from 'react-router-dom';
import { useJob } from '../api/useJob.ts';
import { Page } from '../parts/Page.tsx';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { Time } from '../parts/Time.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { texts } from '../texts/index.ts';
import { CancelJob } from './CancelJob.tsx';
import { JobState } from './JobState.tsx';

/** One job, live. */
export function JobScreen() {
  const { id = '' } = useParams();
  const { job, problem, reload } = useJob(id);
  const title = texts.jobs.job(job === null ? '' : texts.jobs.kinds[job.kind]);
  return (
    <Page title={title.trim()} actions={job?.links.cancel !== undefined && <CancelJob id={job.id} />}>
      {problem !== null && <ProblemAlert problem={problem} onRetry={reload} />}
      {job === null ? problem === null && <Waiting /> : <JobSummary job={job} />}
    </Page>
  );
}

function JobSummary({ job }: { job: JobView }) {
  const { rowsRead, rowsTotal } = job.progress;
  const share = rowsTotal === null || rowsTotal === 0 ? 0 : (100 * rowsRead) / rowsTotal;
  return (
    <Stack gap="sm" maw={640}>
      <Group gap="sm">
        <JobState state={job.state} />
        <Text size="sm" c="dimmed">
          {job.createdBy.name}, <Time at={job.createdAt} />
        </Text>
      </Group>
      <Progress value={job.finishedAt === null ? share : 100} aria-label={texts.jobs.progress} />
      <Text size="sm" aria-live="polite">
        {texts.jobs.rows(rowsRead, rowsTotal)}
      </Text>
    </Stack>
  );
}
