import { Anchor, Group, Text } from '@mantine/core';
import type { JobView } from '@muster/contract';
import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { ask } from '../api/ask.ts';
import { formatTime } from '../parts/formatTime.ts';
import { texts } from '../texts/index.ts';
import { number } from '../texts/language.ts';
import type { JobProps } from './jobProps.ts';

const most = 20;

/** How the attempts before went: "12 → 3 → 0 problems". Each leads to its job. */
export function Attempts({ job, onJob }: JobProps) {
  const { data: earlier = [] } = useQuery({
    queryKey: ['earlier attempts', job.id],
    staleTime: Infinity,
    queryFn: ({ signal }) => earlierAttempts(job, signal),
  });
  if (earlier.length === 0) return null;
  const { issues } = texts;
  const total = job.counts?.issues ?? null;
  return (
    <Group gap={6} role="group" aria-label={issues.attempts}>
      {earlier.map(({ id, counts, createdAt }, at) => (
        <Fragment key={id}>
          <Anchor
            component="button"
            type="button"
            onClick={() => onJob(id)}
            aria-label={issues.attemptOf(at + 1, formatTime(createdAt), counts?.issues ?? 0)}
          >
            {number(counts?.issues ?? 0)}
          </Anchor>
          <Text span c="dimmed">
            →
          </Text>
        </Fragment>
      ))}
      <Text span fw={650}>
        {total === null ? issues.attemptOpen : issues.attempt(total)}
      </Text>
    </Group>
  );
}

/** From the first one on. */
async function earlierAttempts(job: JobView, signal: AbortSignal): Promise<JobView[]> {
  const found: JobView[] = [];
  let { parentJobId } = job;
  while (parentJobId !== null && found.length < most) {
    const parent = await ask('GET /v1/jobs/{id}', { id: parentJobId, signal });
    if (parent.kind !== job.kind || job.kind === 'undo-job') break; // an undo's parent is what it takes back
    found.unshift(parent);
    parentJobId = parent.parentJobId;
  }
  return found;
}
