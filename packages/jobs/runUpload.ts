import { advanceJob, Fault, type Account, type Job } from '@muster/domain';
import { examineUpload, type Examination } from './examineUpload.ts';
import type { Ports, Spool } from './ports.ts';
import { asUploadJob, type UploadJob } from './readUpload.ts';
import { progressReporter } from './reportProgress.ts';
import type { RowIssues } from './rowIssues.ts';
import { endedJob, logState, settleJob } from './settleJob.ts';
import type { JobSettings } from './settings.ts';
import { writeReport } from './writeReport.ts';

/** How often a plan is made before the account is taken for too busy. */
const mostPlans = 3;

/**
 * An upload, from validation to its end: reads the whole file and stores the plan, then rejects it with a report, or
 * applies it in one transaction. When the account moved under the plan, it is made again. Returns the job as it ended,
 * null when somebody else has it now.
 */
export async function runUpload(
  ports: Ports,
  start: Job,
  settings: JobSettings,
  signal: AbortSignal,
): Promise<Job | null> {
  let job = asUploadJob(start);
  for (let plans = 1; plans <= mostPlans; plans += 1) {
    const rowIssues = ports.spool<RowIssues>();
    try {
      const attempt = await planAndApply({ ports, job, settings, signal, rowIssues });
      if (attempt.result !== 'moved') return attempt.job;
      job = attempt.job;
    } finally {
      await rowIssues.close();
    }
  }
  throw new Fault('busy', { retry: true }); // given back and tried later: who is in the way may be a worker that froze
}

type Attempt = {
  ports: Ports;
  job: UploadJob;
  settings: JobSettings;
  signal: AbortSignal;
  rowIssues: Spool<RowIssues>;
};

/** One plan and what became of it. `moved`: the account did, and the job is ready to be planned again. */
async function planAndApply(
  attempt: Attempt,
): Promise<{ result: 'ended'; job: Job | null } | { result: 'moved'; job: UploadJob }> {
  const { ports, job, settings } = attempt;
  const account = await accountOf(ports, job); // its revision is read before anything the plan rests on
  const examined = await examineUpload(ports, job, account, attempt);
  const { counts, file } = examined;
  if (counts.issues > 0) return { result: 'ended', job: await reject(attempt, examined) };
  if (job.mode === 'validate') {
    return { result: 'ended', job: await settleJob(ports, job, { state: 'validated', counts, file }, settings) };
  }
  const applying = await move(ports, job, { state: 'applying', counts, file });
  if (applying === null) return { result: 'ended', job: null };
  const applied = await apply(attempt, applying, account.revision);
  if (applied.result === 'applied') return { result: 'ended', job: applied.job };
  const validating = applied.result === 'lost' ? null : await move(ports, applying, { state: 'validating' });
  if (validating === null) return { result: 'ended', job: null };
  return { result: 'moved', job: asUploadJob(validating) };
}

async function accountOf(ports: Pick<Ports, 'accounts'>, job: Job): Promise<Account> {
  const account = await ports.accounts.get(job.accountId);
  if (account === null) throw new Fault('internal', { retry: false, message: `account ${job.accountId} is gone` });
  return account;
}

async function reject(attempt: Attempt, examined: Examination): Promise<Job | null> {
  const { ports, job, settings } = attempt;
  await writeReport(ports, job, examined, attempt);
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

async function apply(
  { ports, settings, signal }: Attempt,
  applying: Job,
  revision: number,
): Promise<{ result: 'applied'; job: Job } | { result: 'moved' | 'lost' }> {
  const report = progressReporter(ports, applying);
  await report({ phase: 'applying', rowsRead: 0 });
  await ports.reach('transaction-next');
  const to = endedJob(ports.clock, applying, { state: 'succeeded' }, settings);
  const result = await ports.applyChanges({
    from: applying,
    to,
    revision,
    changes: () => ports.changes.stream(applying.id, applying.epoch, 1_000),
    onApplied: (rowsRead) => void report({ rowsRead }),
    signal,
  });
  if (result !== 'applied') {
    ports.log.info({ jobId: applying.id, result }, 'the plan could not be applied');
    return { result };
  }
  logState(ports.log, to);
  return { result, job: to };
}

async function move(
  ports: Ports,
  job: Job,
  to: { state: 'applying' | 'validating' } & Partial<Pick<Job, 'counts' | 'file'>>,
): Promise<Job | null> {
  const moved = advanceJob(job, { ...to, confirmation: null, problem: null, finishedAt: null }, ports.clock());
  if (!(await ports.jobs.save(job, moved))) return null;
  logState(ports.log, moved);
  return moved;
}
