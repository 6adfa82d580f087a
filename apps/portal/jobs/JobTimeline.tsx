import { Anchor, Text, Timeline } from '@mantine/core';
import type { JobView } from '@muster/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { formatTime } from '../parts/formatTime.ts';
import { Time } from '../parts/Time.tsx';
import { texts } from '../texts/index.ts';
import { JobSection } from './JobSection.tsx';

type Happening = { title: ReactNode; at: string | null; more?: string };

/** What has happened to a job, from the request to its end; last, what it is at now. */
export function JobTimeline({ job }: { job: JobView }) {
  const happenings = happeningsOf(job);
  return (
    <JobSection title={texts.jobs.timeline}>
      <Timeline active={happenings.length - 1} bulletSize={14} lineWidth={2}>
        {happenings.map(({ title, at, more }, place) => (
          <Timeline.Item key={place} title={title}>
            <Text size="sm" c="dimmed">
              {at !== null && <Time at={at} timeStyle="medium" />} {more}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </JobSection>
  );
}

function happeningsOf(job: JobView): Happening[] {
  const { jobs } = texts;
  const { createdAt, startedAt, finishedAt, createdBy, attempt, state, undoneBy } = job;
  return [
    { title: jobs.submitted, at: createdAt, more: jobs.submittedBy(createdBy.name) },
    ...(startedAt === null
      ? []
      : [{ title: jobs.begun, at: startedAt, ...(attempt > 1 && { more: jobs.takenUp(attempt) }) }]),
    { title: jobs.states[state], at: finishedAt, ...moreOf(job) },
    ...(undoneBy === null
      ? []
      : [
          {
            title: (
              <Anchor component={Link} to={`/jobs/${undoneBy}`}>
                {jobs.undone}
              </Anchor>
            ),
            at: null,
          },
        ]),
  ];
}

/** What an open job waits for, and until when. */
function moreOf({ state, confirmation, applyAt }: JobView): { more?: string } {
  const { jobs } = texts;
  if (state === 'scheduled' && applyAt !== null) return { more: jobs.due(formatTime(applyAt)) };
  if (confirmation !== null) return { more: jobs.until(formatTime(confirmation.until)) };
  return {};
}
