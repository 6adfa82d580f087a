import { count, number } from './language.ts';

const users = (value: number) => count(value, { one: 'user', other: 'users' });
const rows = (value: number) => count(value, { one: 'row', other: 'rows' });

export const result = {
  working: {
    receiving: 'Arriving',
    queued: 'Waiting for its turn',
    validating: 'Checking every row',
    applying: 'Applying',
    exporting: 'Exporting',
    undoing: 'Undoing',
  },
  workingOn: (phase: string, file: string | null) => (file === null ? phase : `${phase} · ${file}`),
  applyingHint: 'All of it or nothing: users see the change at the end, at once.',
  mayClose: 'You can close this: the job goes on, and you find it under Jobs.',
  takenUpAgain: 'A worker has taken it up again; nothing is done twice.',
  progress: 'Progress',
  quarters: (done: number) => `${number(25 * done)} % done`,
  rows: (done: number, total: number | null) =>
    total === null ? `${rows(done)} so far` : `${number(done)} of ${rows(total)}`,

  succeeded: {
    'import-users': (n: Tally) => `${users(n.created)} imported`,
    'update-users': (n: Tally) => `${users(n.updated)} updated`,
    'export-users': (n: Tally) => `${users(n.rows)} exported`,
    'undo-job': (n: Tally) => `Undone: ${undoing(n)}`,
  },
  nothingChanged: 'Nothing had to be changed',
  succeededLead: (total: number) => `All ${rows(total)} passed.`,
  already: (at: string, by: string) => `The very same file was applied before, on ${at} by ${by}.`,
  alreadyJob: 'See that job',
  toUsers: 'See the users',
  download: 'Download the file',
  fileGone: 'The file is no longer kept. Export again.',
  perPage: 'Users were changed while it was written: it shows each as they were when their page was read.',
  close: 'Close',

  undo: 'Undo',
  undoThis: 'Undo all of it',
  undoKeep: 'Leave it as it is',
  undoTitle: 'Undo all of this?',
  undoWould: (n: Tally) =>
    `It would take everything back at once: ${undoing({ ...n, created: n.removed, removed: n.created })}.`,
  undoBlocked: 'If somebody was changed since, nothing is undone, and you are told who.',
  undone: 'This was undone.',
  undoneBy: 'See the undo',

  failedTitle: 'Something went wrong with us',
  failedLead: 'Nothing was applied, and your file is not to blame.',
  failedRetry: 'Upload it again; if it stays, tell whoever runs Muster this:',
  failedTell: 'Tell whoever runs Muster this:',
  cancelledTitle: 'Cancelled',
  cancelledLead: 'Nothing was applied.',
  expiredTitle: 'Nobody confirmed in time',
  expiredLead: 'Nothing was applied. Upload the file again if you still want it.',
  again: 'Upload a file again',
};

type Tally = { rows: number; created: number; updated: number; removed: number };

/** What an undo has done, or would do. */
function undoing({ created, updated, removed }: Tally): string {
  const parts = [
    removed > 0 ? `${users(removed)} removed` : '',
    updated > 0 ? `${users(updated)} as before` : '',
    created > 0 ? `${users(created)} brought back` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'nobody is touched' : parts.join(', ');
}
