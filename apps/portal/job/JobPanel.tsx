import { Group, Stack, Title, VisuallyHidden } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef } from 'react';
import { EndedJob } from './EndedJob.tsx';
import { headline } from './headline.ts';
import './job.css';
import type { JobProps } from './jobProps.ts';
import { PlannedJob } from './PlannedJob.tsx';
import { RejectedJob } from './RejectedJob.tsx';
import { StateMark } from './StateMark.tsx';
import { SucceededJob } from './SucceededJob.tsx';
import { WorkingJob } from './WorkingJob.tsx';

/**
 * A job in its present state: what has happened, and what can be done now.
 * @param takesFocus where it takes the place of what had the focus, as in a dialog.
 */
export function JobPanel({ takesFocus = false, ...shown }: JobProps & { takesFocus?: boolean }) {
  const { job } = shown;
  const panel = useRef<HTMLDivElement>(null);
  const before = useRef(takesFocus ? null : job.state);
  const heading = useId();
  const client = useQueryClient();
  useEffect(() => {
    const hasMoved = before.current !== job.state;
    before.current = job.state;
    // What had the focus has gone with the state before; a button that is still there keeps it.
    if (hasMoved && document.activeElement === document.body) panel.current?.focus({ preventScroll: true });
  }, [job.id, job.state]);
  // What other screens know of this has become old.
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['GET /v1/jobs'] });
    if (job.state === 'succeeded') void client.invalidateQueries({ queryKey: ['GET /v1/users'] });
  }, [client, job.id, job.state]);
  return (
    <Stack role="region" ref={panel} tabIndex={-1} className="job-panel" aria-labelledby={heading}>
      <VisuallyHidden role="status">{headline(job)}</VisuallyHidden>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <StateMark job={job} />
        <Title order={2} size="h4" id={heading} className="cell">
          {headline(job)}
        </Title>
      </Group>
      <JobBody {...shown} key={job.id} />
    </Stack>
  );
}

function JobBody(shown: JobProps) {
  switch (shown.job.state) {
    case 'receiving':
    case 'queued':
    case 'validating':
    case 'applying':
    case 'exporting':
    case 'undoing':
      return <WorkingJob {...shown} />;
    case 'awaiting_confirmation':
    case 'scheduled':
    case 'validated':
      return <PlannedJob {...shown} />;
    case 'rejected':
      return <RejectedJob {...shown} />;
    case 'succeeded':
      return <SucceededJob {...shown} />;
    case 'failed':
    case 'cancelled':
    case 'expired':
      return <EndedJob {...shown} />;
  }
}
