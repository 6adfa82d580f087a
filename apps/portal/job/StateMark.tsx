import { ThemeIcon } from '@mantine/core';
import type { JobView } from '@muster/contract';

/** Says at a glance how a job is; the heading beside it says it in words. */
export function StateMark({ job: { state, confirmation } }: { job: JobView }) {
  const { color, sign } = confirmation === null ? marks[state] : waits;
  return (
    <ThemeIcon aria-hidden variant="light" color={color} radius="xl" size={28} fw={700}>
      {sign}
    </ThemeIcon>
  );
}

const waits = { color: 'yellow', sign: '?' };
const works = { color: 'indigo', sign: '…' };
const fine = { color: 'green', sign: '✓' };
const wrong = { color: 'red', sign: '!' };
const over = { color: 'gray', sign: '–' };

const marks = {
  receiving: works,
  queued: works,
  validating: works,
  applying: works,
  exporting: works,
  undoing: works,
  awaiting_confirmation: waits,
  scheduled: works,
  validated: fine,
  succeeded: fine,
  rejected: wrong,
  failed: wrong,
  cancelled: over,
  expired: over,
} satisfies Record<JobView['state'], { color: string; sign: string }>;
