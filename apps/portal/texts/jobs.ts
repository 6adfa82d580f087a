import { count, fileSize, number } from './language.ts';

const users = (value: number) => count(value, { one: 'user', other: 'users' });

export const jobs = {
  title: 'Jobs',
  caption: 'Jobs, the newest first',
  kind: 'Job',
  kinds: {
    'import-users': 'Import',
    'update-users': 'Update',
    'export-users': 'Export',
    'undo-job': 'Undo',
  },
  state: 'State',
  states: {
    receiving: 'Arriving',
    queued: 'Waiting for a worker',
    validating: 'Checking',
    awaiting_confirmation: 'Waiting for confirmation',
    scheduled: 'Scheduled',
    applying: 'Applying',
    exporting: 'Exporting',
    undoing: 'Undoing',
    succeeded: 'Succeeded',
    rejected: 'Rejected',
    failed: 'Failed',
    cancelled: 'Cancelled',
    expired: 'Expired',
    validated: 'Checked',
  },
  outcome: 'What came of it',
  planned: ({ created, updated, removed }: { created: number; updated: number; removed: number }) => {
    const parts = [
      created > 0 ? `create ${users(created)}` : '',
      updated > 0 ? `change ${users(updated)}` : '',
      removed > 0 ? `remove ${users(removed)}` : '',
    ].filter((part) => part !== '');
    return parts.length === 0 ? 'Would change nobody' : `Would ${parts.join(', ')}`;
  },
  file: 'File',
  noFile: '–',
  by: 'By',
  created: 'Submitted',
  none: 'No jobs yet',
  noneDetail: 'Every import, update, export and undo is listed here.',
  noneFound: 'No job matches',
  noneFoundDetail: 'No job matches all the filters at once.',
  clearFilters: 'Clear all',
  filters: 'Filters',
  anyKind: 'Any kind',
  anyState: 'Any state',
  mine: 'Only those of the key I signed in with',
  attemptsOf: 'Attempts that followed one job',
  listed: (shown: number, hasMore: boolean) =>
    hasMore ? `The newest ${number(shown)} jobs` : count(shown, { one: 'job', other: 'jobs' }),

  toJobs: 'All jobs',
  job: (kind: string, file: string | null) => (file === null ? kind : `${kind}: ${file}`),
  progress: 'Progress',
  cancel: 'Cancel the job',

  timeline: 'What has happened',
  submitted: 'Submitted',
  submittedBy: (name: string) => `by ${name}`,
  begun: 'Taken up by a worker',
  takenUp: (times: number) => `(${count(times, { one: 'time', other: 'times' })})`,
  until: (time: string) => `until ${time}`,
  due: (time: string) => `due ${time}`,
  undone: 'Undone by another job',

  details: 'Details',
  applyAt: 'Apply at',
  mode: 'How',
  modes: {
    apply: 'Applied once checked',
    review: 'Shown first, applied when confirmed',
    validate: 'Only checked',
  },
  rows: 'Rows',
  rowsValid: 'Good rows',
  rowsInvalid: 'Bad rows',
  issues: 'Problems',
  snapshot: 'Users as of',
  snapshots: { consistent: 'One moment', per_page: 'The moment each page was read' },

  files: 'Files',
  fileNames: {
    source: 'Uploaded file',
    errorReport: 'Error report',
    changes: 'Changes, one line a cell',
    export: 'Exported file',
  },
  fileFacts: (what: string, { name, bytes, delimiter, encoding }: FileFacts) =>
    [`${what} “${name}”`, fileSize(bytes), delimiter === null ? '' : delimiters[delimiter], encoding ?? '']
      .filter((part) => part !== '')
      .join(', '),
  sha256: 'SHA-256',
  keptUntil: (time: string) => `Kept until ${time}.`,
  keptOpen: 'Kept while the job is open, and for a time after.',
  goneSince: (time: string) => `The files of this job were deleted on ${time}, as all are after a time.`,

  related: 'Related jobs',
  /** What the one job is to the other. */
  relations: { attemptBefore: 'Corrects', attemptAfter: 'Corrected by', undone: 'Undoes', undo: 'Undone by' },
  allRelated: 'All that followed',

  deliveries: 'Webhook deliveries',
  deliveriesNone: 'Nobody was told of this job: no webhook endpoint listens to what has happened so far.',
};

type FileFacts = { name: string; bytes: number; delimiter: ',' | ';' | '\t' | null; encoding: string | null };

const delimiters = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' };
