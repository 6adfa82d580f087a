import { advanceJob, assertNever, Fault, type Account, type Job } from '@muster/domain';
import type { Examination } from './concludeExamination.ts';
import { examineUndo } from './examineUndo.ts';
import { examineUpload } from './examineUpload.ts';
import { holdPlan } from './holdPlan.ts';
import type { Ports, Spool } from './ports.ts';
import { asUploadJob } from './readUpload.ts';
import { progressReporter, type ReportProgress } from './reportProgress.ts';
import type { RowIssues } from './rowIssues.ts';
import { endedJob, logState, settleJob } from './settleJob.ts';
import type { JobSettings } from './settings.ts';
import { writeReport } from './writeReport.ts';

/** How often a plan is made in a row before the account is taken for too busy. */
const mostPlans = 3;

/**
 * A job that changes users, from its plan to its end: judges everything and stores the plan, then rejects it with a
 * report, lets it wait for a person or a time, or applies it in one transaction. When the account moved under the plan,
 * it is made again. Returns the job as it stands, null when somebody else has it now.
 */
export async function runPlan(
  ports: Ports,
  start: Job,
  settings: JobSettings,
  signal: AbortSignal,
): Promise<Job | null> {
  let job = start;
  let report = progressReporter(ports, job);
  for (let plans = 1; plans <= mostPlans; plans += 1) {
    const rowIssues = ports.spool<RowIssues>();
    try {
      const next = await planAndApply({ ports, job, settings, signal, rowIssues, report });
      if (next === null || next.state !== start.state) return next;
      if (next !== job) report = progressReporter(ports, next);
      job = next; // the account moved
    } finally {
      await rowIssues.close();
    }
  }
  throw new Fault('busy', { retry: true }); // given back and tried later: who is in the way may be a worker that froze
}

/** One attempt at a job, the scratch list that goes with it, and the one reporter that this write of the job has. */
export type Attempt = {
  ports: Ports;
  job: Job;
  settings: JobSettings;
  signal: AbortSignal;
  rowIssues: Spool<RowIssues>;
  report: ReportProgress;
};

/** One plan and what became of it. A job that is back where it began is to be planned again. */
async function planAndApply(attempt: Attempt): Promise<Job | null> {
  const { ports, job, settings } = attempt;
  const account = await accountOf(ports, job); // its revision is read before anything the plan rests on
  const examined = await examine(attempt, account);
  const { counts, file, plan } = examined;
  if (counts.issues > 0) return reject(attempt, examined);
  if (job.mode === 'validate') return settleJob(ports, job, { state: 'validated', counts, file, plan }, settings);
  const held = await holdPlan(attempt, examined);
  if (held !== 'apply') return held;
  const applying = job.state === 'validating' ? await move(ports, job, { state: 'applying', counts, file, plan }) : job;
  return applying === null ? null : apply(attempt, applying, examined, account.revision);
}

function examine(attempt: Attempt, account: Account): Promise<Examination> {
  const { ports, job } = attempt;
  switch (job.kind) {
    case 'import-users':
    case 'update-users':
      return examineUpload(ports, asUploadJob(job), account, attempt);
    case 'undo-job':
      return examineUndo(ports, job, account, attempt);
    case 'export-users':
      throw new Fault('internal', { retry: false, message: 'an export changes nobody' });
    default:
      return assertNever(job.kind);
  }
}

async function accountOf(ports: Pick<Ports, 'accounts'>, job: Job): Promise<Account> {
  const account = await ports.accounts.get(job.accountId);
  if (account === null) throw new Fault('internal', { retry: false, message: `account ${job.accountId} is gone` });
  return account;
}

async function reject({ ports, job, settings, signal }: Attempt, examined: Examination): Promise<Job | null> {
  await writeReport(ports, job, examined, signal);
  await ports.reach('report-written');
  await ports.issues.add(job.id, job.epoch, examined.issues, examined.groups);
  const nothing = { created: 0, updated: 0, unchanged: 0, removed: 0, deactivated: 0 };
  const ending = {
    state: 'rejected',
    file: examined.file,
    counts: { ...examined.counts, ...nothing },
    issueGroups: examined.groups.slice(0, 20),
    issueGroupsTotal: examined.groups.length,
  } as const;
  return settleJob(ports, job, ending, settings);
}

/** The job as it ended; when the account moved, the job ready to be planned again; null when it was lost. */
async function apply(
  { ports, job, settings, signal, ...attempt }: Attempt,
  applying: Job,
  { counts, plan }: Examination,
  revision: number,
): Promise<Job | null> {
  const report = applying === job ? attempt.report : progressReporter(ports, applying);
  const phase = applying.state === 'undoing' ? 'undoing' : 'applying';
  await report({ phase, rowsRead: 0, rowsTotal: counts.rows });
  await ports.reach('transaction-next');
  const to = endedJob(ports.clock, applying, { state: 'succeeded', counts, plan }, settings);
  const result = await ports.applyChanges({
    from: applying,
    to,
    revision,
    changes: () => ports.changes.stream(applying.id, applying.epoch, 1_000),
    onApplied: (rowsRead) => void report({ rowsRead }),
    signal,
  });
  if (result === 'applied') {
    logState(ports.log, to);
    return to;
  }
  ports.log.info({ jobId: applying.id, result }, 'the plan could not be applied');
  if (result === 'lost') return null;
  return applying.state === 'applying' ? move(ports, applying, { state: 'validating' }) : applying;
}

async function move(
  ports: Ports,
  job: Job,
  to: { state: 'applying' | 'validating' } & Partial<Pick<Job, 'counts' | 'file' | 'plan'>>,
): Promise<Job | null> {
  const moved = advanceJob(job, { ...to, confirmation: null, problem: null, finishedAt: null }, ports.clock());
  if (!(await ports.jobs.save(job, moved))) return null;
  logState(ports.log, moved);
  return moved;
}
