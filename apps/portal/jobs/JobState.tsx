import { Badge } from '@mantine/core';
import type { JobView } from '@muster/contract';
import { texts } from '../texts/index.ts';

/** The state of a job in words; the color only repeats them. */
export function JobState({ state }: { state: JobView['state'] }) {
  return (
    <Badge variant="dot" tt="none" color={colors[state]}>
      {texts.jobs.states[state]}
    </Badge>
  );
}

const colors = {
  receiving: 'gray.5',
  queued: 'gray.5',
  validating: 'indigo',
  awaiting_confirmation: 'yellow',
  scheduled: 'yellow',
  applying: 'indigo',
  exporting: 'indigo',
  undoing: 'indigo',
  succeeded: 'green',
  validated: 'green',
  rejected: 'red',
  failed: 'red',
  cancelled: 'gray.5',
  expired: 'gray.5',
} satisfies Record<JobView['state'], string>;
