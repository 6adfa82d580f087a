import { issueLedger, type Account, type Row, type RowPlan, type UploadPlanner } from '@muster/domain';
import { beginPlan } from './beginPlan.ts';
import { concludeExamination, type Examination } from './concludeExamination.ts';
import { fileIssues } from './fileIssues.ts';
import { plannerFor } from './plannerFor.ts';
import type { Ports } from './ports.ts';
import { readUpload, type UploadJob } from './readUpload.ts';
import type { Attempt } from './runPlan.ts';
import type { JobSettings } from './settings.ts';
import { uploadReport } from './uploadReport.ts';

/**
 * Reads and judges the whole file, every row of it, and stores the plan. Nothing of a user is written here. The issues
 * of every row that has any are laid in `rowIssues`, in row order.
 */
export async function examineUpload(
  ports: Ports,
  job: UploadJob,
  account: Account,
  { settings, signal, rowIssues, report }: Pick<Attempt, 'settings' | 'signal' | 'rowIssues' | 'report'>,
): Promise<Examination> {
  await report({ phase: 'reading' });
  const plan = await beginPlan(ports, job);
  const planner = await plannerFor(ports, job, account);
  const ledger = issueLedger();
  const limit = rowLimit(job, account, settings);
  const upload = await readUpload(ports, job);

  let header = false;
  for await (const batch of upload.batches) {
    signal.throwIfAborted();
    header = true;
    ledger.add(batch.headerIssues);
    const within = batch.rows.slice(0, Math.max(0, limit - plan.counts.rows));
    plan.counts.rows += batch.rows.length;
    for (const { row, judged } of await judgeRows(ports, account.id, planner, within)) {
      ledger.add(judged.issues);
      if (judged.issues.length > 0) await rowIssues.append({ row: row.row, issues: judged.issues });
      else plan.take(judged.change);
    }
    await plan.store(ledger.total() > 0);
    await ports.reach('rows-planned');
    await report({ rowsRead: plan.counts.rows, bytesRead: upload.found().bytesRead });
  }
  await plan.stored();
  const { trouble, delimiter, encoding } = upload.found();
  ledger.add(fileIssues({ trouble, header, rows: plan.counts.rows, limit }));
  ledger.add(planner.accountIssues());
  return concludeExamination(plan, ledger, {
    file: { ...job.file, delimiter, encoding },
    report: (rows) =>
      uploadReport(ports, job, { unplaced: ledger.unplaced(), rowIssues, isWhole: trouble === null }, rows),
  });
}

function rowLimit({ kind }: UploadJob, { limits }: Account, { maxRows }: JobSettings): number {
  return Math.min(kind === 'import-users' ? limits.importRows : limits.updateRows, maxRows);
}

/** Looks up everybody some rows name at once, then judges row by row. */
async function judgeRows(
  { people, users }: Pick<Ports, 'people' | 'users'>,
  accountId: string,
  planner: UploadPlanner,
  rows: readonly Row[],
): Promise<{ row: Row; judged: RowPlan }[]> {
  const keys = rows.map((row) => planner.lookup(row));
  const emailKeys = [...new Set(keys.flatMap(({ emailKey }) => emailKey ?? []))];
  const userIds = [...new Set(keys.flatMap(({ userId }) => userId ?? []))];
  const [persons, byEmail, byId] = await Promise.all([
    people.findByEmailKeys(accountId, emailKeys),
    users.findByEmailKeys(accountId, emailKeys),
    users.findByIds(accountId, userIds),
  ]);
  return rows.map((row, i) => {
    const { emailKey = null, userId = null } = keys[i] ?? {};
    const found = {
      person: emailKey === null ? null : (persons.get(emailKey) ?? null),
      user: emailKey === null ? null : (byEmail.get(emailKey) ?? null),
      userById: userId === null ? null : (byId.get(userId) ?? null),
    };
    return { row, judged: planner.plan(row, found) };
  });
}
