import { legalMoves, type Job, type JobProgress, type JobState } from '@muster/domain';
import { jobSchema } from './jobSchema.ts';
import { jobEtag, jobView } from './jobView.ts';

const counts = {
  rows: 10,
  valid: 8,
  invalid: 2,
  issues: 3,
  created: 8,
  updated: 0,
  unchanged: 0,
  removed: 0,
  deactivated: 0,
};
const until = new Date('2026-01-02T00:00:00Z');
const waiting = { reason: 'review', deactivated: 0, roleChanged: 0, ofUsers: 5, until } as const;
const self = '/v1/jobs/job_01kaz3v9m4';
const uploaded = { self, events: `${self}/events`, source: `${self}/source` };
const progress: JobProgress = {
  jobId: 'job_01kaz3v9m4',
  version: 4,
  tick: 7,
  phase: 'reading',
  rowsRead: 5,
  rowsTotal: null,
  bytesRead: 50,
  bytesTotal: 100,
};

describe('links, phase and progress by state', () => {
  const zero = { rowsRead: 0, rowsTotal: null, bytesRead: 0, bytesTotal: 100 };
  const full = { rowsRead: 10, rowsTotal: 10, bytesRead: 100, bytesTotal: 100 };
  const table: Record<Exclude<JobState, 'receiving'>, { links: string[]; progress: object; read: boolean }> = {
    queued: { links: ['cancel'], progress: { phase: 'waiting', ...zero }, read: false },
    validating: { links: ['cancel'], progress: { phase: 'reading', ...zero }, read: false },
    awaiting_confirmation: {
      links: ['cancel', 'changes', 'confirm', 'result'],
      progress: { phase: 'waiting', ...full },
      read: true,
    },
    scheduled: {
      links: ['cancel', 'changes', 'confirm', 'result'],
      progress: { phase: 'waiting', ...full },
      read: true,
    },
    applying: {
      links: ['cancel', 'changes'],
      progress: { phase: 'applying', rowsRead: 0, rowsTotal: 10, bytesRead: 100, bytesTotal: 100 },
      read: true,
    },
    exporting: { links: ['cancel'], progress: { phase: 'exporting', ...zero }, read: false },
    undoing: { links: ['cancel'], progress: { phase: 'undoing', ...zero }, read: false },
    succeeded: { links: ['changes', 'result', 'undo'], progress: { phase: 'done', ...full }, read: true },
    validated: { links: ['changes', 'result'], progress: { phase: 'done', ...full }, read: true },
    rejected: { links: ['errorReport', 'fix', 'issues'], progress: { phase: 'done', ...full }, read: true },
    failed: { links: [], progress: { phase: 'waiting', ...zero }, read: false },
    cancelled: { links: [], progress: { phase: 'waiting', ...zero }, read: false },
    expired: { links: [], progress: { phase: 'waiting', ...full }, read: true },
  };

  test.each(Object.entries(table))('%s', (state, expected) => {
    const view = jobView({ ...jobIn(state), counts: expected.read ? counts : null }, null, at);
    expect(Object.keys(view.links).sort()).toEqual(['events', 'self', 'source', ...expected.links].sort());
    expect(view.progress).toEqual(expected.progress);
    expect(jobSchema.strict().parse(JSON.parse(JSON.stringify(view)))).toEqual(JSON.parse(JSON.stringify(view)));
  });

  test('no state is forgotten', () => {
    expect(['receiving', ...Object.keys(table)].sort()).toEqual(Object.keys(legalMoves).sort());
  });
});

test('what is agreed to, or taken back already, is not offered again', () => {
  const links = (job: Job) => Object.keys(jobView(job, null, at).links);
  expect(links({ ...jobIn('scheduled'), confirmation: null } as Job)).not.toContain('confirm');
  expect(links({ ...jobIn('succeeded'), undoneBy: 'job_01kaz3v9m5' })).not.toContain('undo');
});

test('once it is too late an undo is not offered, and the tag tells', () => {
  const job = { ...jobIn('succeeded'), undoUntil: new Date(at.getTime() + 1_000) };
  const [before, after] = [new Date(at.getTime() + 999), new Date(at.getTime() + 1_000)];
  expect(jobView(job, null, before).links.undo).toBe(`${self}/undo`);
  expect(jobView(job, null, after).links.undo).toBeUndefined();
  expect(jobEtag(job, null, after)).not.toBe(jobEtag(job, null, before));
});

test('an export offers its file and nothing to undo, and has no upload', () => {
  const { links } = jobView({ ...jobIn('succeeded'), kind: 'export-users' }, null, at);
  expect(Object.keys(links).sort()).toEqual(['events', 'result', 'self']);
});

test('links are paths below the job', () => {
  expect(jobView(jobIn('rejected'), null, at).links).toEqual({
    ...uploaded,
    issues: `${self}/issues`,
    errorReport: `${self}/error-report`,
    fix: `${self}/fix`,
  });
});

test('an export has no source and no changes', () => {
  expect(jobView({ ...jobIn('succeeded'), kind: 'export-users', file: null }, null, at).links).toEqual({
    self,
    events: `${self}/events`,
    result: `${self}/result`,
  });
});

test('progress of the version that is shown counts', () => {
  const job = { ...jobIn('validating'), version: 4 };
  expect(jobView(job, progress, at).progress).toMatchObject({ phase: 'reading', rowsRead: 5, bytesRead: 50 });
  expect(jobEtag(job, progress, at)).toBe('"4.7"');
});

test('progress of another version does not', () => {
  const job = { ...jobIn('validating'), version: 5 };
  expect(jobView(job, progress, at).progress).toMatchObject({ rowsRead: 0, bytesRead: 0 });
  expect(jobEtag(job, progress, at)).toBe('"5.0"');
  expect(jobEtag(job, null, at)).toBe('"5.0"');
});

test('a job that was ended shows how far it was', () => {
  const cancelled = { ...jobIn('cancelled'), version: 5 };
  expect(jobView(cancelled, progress, at).progress).toMatchObject({ phase: 'reading', rowsRead: 5 });
  const late = { ...progress, tick: progress.tick + 1, rowsRead: 6 }; // its worker had not heard of the end
  expect(jobEtag(cancelled, late, at)).not.toBe(jobEtag(cancelled, progress, at));
});

test('who created a job is told without the user behind the key', () => {
  expect(jobView(jobIn('queued'), null, at).createdBy).toEqual({ keyId: 'key_1', name: 'ops' });
});

function jobIn(state: string): Job {
  const open = { confirmation: null, problem: null, finishedAt: null };
  switch (state) {
    case 'queued':
    case 'validating':
    case 'applying':
    case 'exporting':
    case 'undoing':
      return { ...record, ...open, state };
    case 'scheduled':
    case 'awaiting_confirmation':
      return { ...record, ...open, state, confirmation: waiting };
    case 'failed':
      return {
        ...record,
        state,
        confirmation: null,
        problem: { code: 'busy', detail: 'The account kept changing.', retryable: true },
        finishedAt: at,
      };
    case 'succeeded':
    case 'rejected':
    case 'validated':
    case 'cancelled':
    case 'expired':
      return { ...record, state, confirmation: null, problem: null, finishedAt: at };
    default:
      throw new Error(state);
  }
}

const at = new Date('2026-01-01T00:00:00Z');

const record = {
  id: 'job_01kaz3v9m4',
  accountId: 'acc_1',
  kind: 'import-users' as const,
  mode: 'apply' as const,
  listMode: 'replace' as const,
  encoding: null,
  version: 2,
  epoch: 1,
  file: { name: 'a.csv', bytes: 100, sha256: 'ab', delimiter: null, encoding: null, alreadyApplied: null },
  counts: null,
  issueGroups: [],
  issueGroupsTotal: 0,
  snapshot: null,
  createdBy: { keyId: 'key_1', name: 'ops', userId: 'usr_1' },
  actor: { keyId: 'key_1', name: 'Ada', requestId: null },
  parentJobId: null,
  undoneBy: null,
  applyAt: null,
  plan: null,
  confirmed: null,
  order: null,
  onConflict: null,
  trace: null,
  createdAt: at,
  startedAt: null,
  stateSince: at,
  expiresAt: null,
  undoUntil: null,
};
