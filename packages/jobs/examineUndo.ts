import { Fault, issueLedger, key, planUndo, type Account, type Job } from '@muster/domain';
import { beginPlan } from './beginPlan.ts';
import { concludeExamination, type Examination } from './concludeExamination.ts';
import { planContext } from './plannerFor.ts';
import type { Ports } from './ports.ts';
import type { Attempt } from './runPlan.ts';
import { undoReport } from './undoReport.ts';

const batchSize = 500;

/** Plans to take back what a job did, user by user, from its stored plan. Nothing of a user is written here. */
export async function examineUndo(
  ports: Ports,
  job: Job,
  account: Account,
  { signal, rowIssues, report }: Pick<Attempt, 'signal' | 'rowIssues' | 'report'>,
): Promise<Examination> {
  const undone = await undoneJob(ports, job);
  await report({ phase: 'undoing' });
  const plan = await beginPlan(ports, job);
  const context = await planContext(ports, job, account);
  const planner = planUndo({ ...context, onConflict: job.onConflict ?? 'block' });
  const ledger = issueLedger();
  for await (const changes of ports.changes.stream(undone.id, undone.epoch, batchSize)) {
    signal.throwIfAborted();
    const [users, holders] = await Promise.all([
      ports.users.findByIds(
        account.id,
        changes.map(({ userId }) => userId),
      ),
      ports.users.findByEmailKeys(
        account.id,
        changes.map(({ userEmail }) => key(userEmail)),
      ),
    ]);
    plan.counts.rows += changes.length;
    for (const change of changes) {
      const { userId, userEmail } = change;
      const user = users.get(userId) ?? null;
      const holder = holders.get(key(userEmail));
      const judged = planner.plan(change, { user, emailTaken: holder !== undefined && holder.id !== userId });
      ledger.add(judged.issues);
      if (judged.issues.length > 0)
        await rowIssues.append({ row: change.row, issues: judged.issues, user: { userId, userEmail } });
      else plan.take(judged.change);
    }
    await plan.store(ledger.total() > 0);
    await ports.reach('rows-planned');
    await report({ rowsRead: plan.counts.rows });
  }
  await plan.stored();
  ledger.add(planner.accountIssues());
  return concludeExamination(plan, ledger, { file: null, report: () => undoReport(ledger.unplaced(), rowIssues) });
}

async function undoneJob({ jobs }: Pick<Ports, 'jobs'>, { accountId, parentJobId }: Job): Promise<Job> {
  const undone = parentJobId === null ? null : await jobs.get(accountId, parentJobId);
  if (undone === null) throw new Fault('internal', { retry: false, message: `there is no ${parentJobId} to undo` });
  return undone;
}
