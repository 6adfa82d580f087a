import { Anchor, Code, Grid, Group, Paper, Stack } from '@mantine/core';
import type { JobView } from '@muster/contract';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { useJob } from '../api/useJob.ts';
import { JobPanel } from '../job/JobPanel.tsx';
import { Page } from '../parts/Page.tsx';
import { ProblemAlert } from '../parts/ProblemAlert.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { texts } from '../texts/index.ts';
import { JobDeliveries } from './JobDeliveries.tsx';
import { JobFacts } from './JobFacts.tsx';
import { JobFiles } from './JobFiles.tsx';
import { JobState } from './JobState.tsx';
import { JobTimeline } from './JobTimeline.tsx';
import { RelatedJobs } from './RelatedJobs.tsx';

/** One job, live: how it is and what can be done now; and around it all that is known of it. */
export function JobScreen() {
  const { id = '' } = useParams();
  const { job, problem, reload } = useJob(id);
  const { jobs } = texts;
  const title = job === null ? jobs.kind : jobs.job(jobs.kinds[job.kind], job.file?.name ?? null);
  return (
    <Page title={title} actions={job !== null && <JobState state={job.state} />}>
      <Group justify="space-between" gap="xs" mt={-12}>
        <Anchor component={Link} to="/jobs" size="sm">
          {jobs.toJobs}
        </Anchor>
        <Code>{id}</Code>
      </Group>
      {problem !== null && <ProblemAlert problem={problem} onRetry={reload} />}
      {job === null ? problem === null && <Waiting /> : <JobPage job={job} />}
    </Page>
  );
}

function JobPage({ job }: { job: JobView }) {
  const navigate = useNavigate();
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Stack gap="lg">
          <Paper withBorder p="lg">
            <JobPanel job={job} onJob={(other) => void navigate(`/jobs/${other}`)} onClose={null} />
          </Paper>
          <RelatedJobs job={job} />
          <JobFiles job={job} />
          <JobDeliveries job={job} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Stack gap="lg">
          <JobTimeline job={job} />
          <JobFacts job={job} />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
