import { Anchor, Group, Stack, Text } from '@mantine/core';
import type { JobView } from '@muster/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { ask } from '../api/ask.ts';
import { hasEnded } from '../api/followJob.ts';
import { jobKey } from '../api/useJob.ts';
import { useList } from '../api/useList.ts';
import { headline } from '../job/headline.ts';
import { Time } from '../parts/Time.tsx';
import { texts } from '../texts/index.ts';
import { JobSection } from './JobSection.tsx';
import { JobState } from './JobState.tsx';

/** The attempt before, those after, and the undo: everything that hangs together with a job. */
export function RelatedJobs({ job: { id, kind, parentJobId } }: { job: JobView }) {
  const { jobs } = texts;
  const parent = useQuery({
    queryKey: jobKey(parentJobId ?? ''),
    queryFn: ({ signal }) => ask('GET /v1/jobs/{id}', { id: parentJobId ?? '', signal }),
    enabled: parentJobId !== null,
  });
  const children = useList('GET /v1/jobs', {
    query: { parentJobId: id, limit: 10 },
    refreshWhile: (seen) => !seen.every(hasEnded),
  });
  if (parent.data === undefined && children.entries.length === 0) return null;
  return (
    <JobSection title={jobs.related}>
      {parent.data !== undefined && (
        <Related
          relation={kind === 'undo-job' ? jobs.relations.undone : jobs.relations.attemptBefore}
          job={parent.data}
        />
      )}
      {children.entries.map((child) => (
        <Related
          key={child.id}
          relation={child.kind === 'undo-job' ? jobs.relations.undo : jobs.relations.attemptAfter}
          job={child}
        />
      ))}
      {children.showMore !== null && (
        <Anchor component={Link} to={`/jobs?parentJobId=${id}`} size="sm">
          {jobs.allRelated}
        </Anchor>
      )}
    </JobSection>
  );
}

function Related({ relation, job }: { relation: string; job: JobView }) {
  const { jobs } = texts;
  return (
    <Stack gap={2}>
      <Group gap="sm">
        <Text size="sm" c="dimmed">
          {relation}
        </Text>
        <Anchor component={Link} to={`/jobs/${job.id}`} size="sm">
          {jobs.job(jobs.kinds[job.kind], job.file?.name ?? null)}
        </Anchor>
        <JobState state={job.state} />
      </Group>
      <Text size="sm" c="dimmed">
        {headline(job)} · <Time at={job.createdAt} />
      </Text>
    </Stack>
  );
}
