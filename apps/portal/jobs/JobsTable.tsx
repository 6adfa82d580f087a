import { Anchor, Progress, Table, Text } from '@mantine/core';
import type { JobView } from '@muster/contract';
import { Link } from 'react-router-dom';
import { hasEnded } from '../api/followJob.ts';
import { headline } from '../job/headline.ts';
import { shareDone } from '../job/shareDone.ts';
import { Time } from '../parts/Time.tsx';
import { texts } from '../texts/index.ts';
import { JobState } from './JobState.tsx';

/** Jobs, one a line: how each is, and what came of it. */
export function JobsTable({ jobs }: { jobs: readonly JobView[] }) {
  const words = texts.jobs;
  return (
    <Table.ScrollContainer minWidth={860} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table highlightOnHover verticalSpacing="sm" aria-label={words.caption}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.kind}</Table.Th>
            <Table.Th>{words.state}</Table.Th>
            <Table.Th>{words.outcome}</Table.Th>
            <Table.Th>{words.file}</Table.Th>
            <Table.Th>{words.by}</Table.Th>
            <Table.Th>{words.created}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {jobs.map((job) => (
            <Table.Tr key={job.id}>
              <Table.Td>
                <Anchor component={Link} to={`/jobs/${job.id}`} size="sm" aria-label={nameOf(job)}>
                  {words.kinds[job.kind]}
                </Anchor>
              </Table.Td>
              <Table.Td className="one-line">
                <JobState state={job.state} />
              </Table.Td>
              <Table.Td>
                <Outcome job={job} />
              </Table.Td>
              <Table.Td className="breakable">{job.file?.name ?? words.noFile}</Table.Td>
              <Table.Td className="one-line">{job.createdBy.name}</Table.Td>
              <Table.Td className="one-line">
                <Time at={job.createdAt} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** Twenty links that are all called "Import" say nothing to those who go from link to link. */
function nameOf({ kind, file }: JobView): string {
  return texts.jobs.job(texts.jobs.kinds[kind], file?.name ?? null);
}

/** What came of it in a line; what would, while it waits; of a job that is at work, how far it is. */
function Outcome({ job }: { job: JobView }) {
  const { result } = texts;
  const { rowsRead, rowsTotal } = job.progress;
  if (hasEnded(job)) return headline(job);
  if (job.counts !== null && job.state !== 'applying') return texts.jobs.planned(job.counts);
  return (
    <>
      <Progress value={100 * shareDone(job)} w={140} aria-label={result.progress} />
      <Text size="xs" c="dimmed">
        {result.rows(rowsRead, rowsTotal)}
      </Text>
    </>
  );
}
