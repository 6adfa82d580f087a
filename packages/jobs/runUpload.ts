import { advanceJob, type Account, type Job, type JobCounts } from '@muster/domain';
import { examineUpload, type Examination } from './examineUpload.ts';
import type { Ports } from './ports.ts';
import { progressReporter } from './reportProgress.ts';
import { endedJob, logState, settleJob } from './settleJob.ts';
import type { JobSettings } from './settings.ts';
import { writeReport } from './writeReport.ts';
import { Fault } from '@muster/domain';

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
  let job = start;
  for (let plans = 1; plans <= mostPlans; plans += 1) {
    const account = await accountOf(ports, job); // its revision is read before anything the plan rests on
    const examined = await examineUpload(ports, job, account, settings, signal);
    if (examined.counts.issues > 0) return reject(ports, job, examined, settings, signal);
    if (job.mode === 'validate') return settleJob(ports, job, { state: 'validated', ...known(examined) }, settings);

    const applying = await move(ports, job, { state: 'applying', ...known(examined) });
    if (applying === null) return null;
    const outcome = await apply(ports, applying, account.revision, settings, signal);
    if (outcome.result === 'applied') return outcome.job;
    const validating = outcome.result === 'lost' ? null : await move(ports, applying, { state: 'validating' });
    if (validating === null) return null;
    job = validating;
    await ports.changes.removeExcept(job.id, null);
  }
  const problem = {
    code: 'busy',
    detail: 'The account kept changing while the plan was being applied.',
    retryable: true,
  } as const;
  return settleJob(ports, job, { state: 'failed', problem }, settings);
}

async function accountOf(ports: Pick<Ports, 'accounts'>, job: Job): Promise<Account> {
  const account = await ports.accounts.get(job.accountId);
  if (account === null) throw new Fault('internal', { retry: false, message: `account ${job.accountId} is gone` });
  return account;
}

async function reject(
  ports: Ports,
  job: Job,
  examined: Examination,
  settings: JobSettings,
  signal: AbortSignal,
): Promise<Job | null> {
  try {
    await writeReport(ports, job, examined, signal);
    await ports.reach('report-written');
    await ports.issues.add(job.id, job.epoch, examined.issues, examined.groups);
    const nothing: Partial<JobCounts> = { created: 0, updated: 0, unchanged: 0, removed: 0, deactivated: 0 };
    const ending = {
      state: 'rejected',
      file: examined.file,
      counts: { ...examined.counts, ...nothing },
      issueGroups: examined.groups.slice(0, 20),
      issueGroupsTotal: examined.groups.length,
    } as const;
    return await settleJob(ports, job, ending, settings);
  } finally {
    await examined.rowIssues.close();
  }
}

async function apply(
  ports: Ports,
  applying: Job,
  revision: number,
  settings: JobSettings,
  signal: AbortSignal,
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

function known({ counts, file }: Examination): { counts: JobCounts; file: Examination['file'] } {
  return { counts, file };
}
