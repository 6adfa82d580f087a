import {
  issueLedger,
  planImport,
  type Account,
  type Change,
  type Issue,
  type IssueGroup,
  type JobCounts,
  type JobFile,
  type Row,
  type RowPlan,
  type UploadPlanner,
} from '@muster/domain';
import { countSeats } from './countSeats.ts';
import { fileIssues } from './fileIssues.ts';
import type { Ports, Spool } from './ports.ts';
import { readUpload, type UploadJob } from './readUpload.ts';
import { progressReporter } from './reportProgress.ts';
import type { RowIssues } from './rowIssues.ts';
import type { JobSettings } from './settings.ts';

/** Everything validation found out. The plan itself is in the change store, and means something only without issues. */
export type Examination = {
  counts: JobCounts;
  file: JobFile;
  /** The first 10,000, in order; `counts.issues` counts all. */
  issues: Issue[];
  groups: IssueGroup[];
};

/**
 * Reads and judges the whole file, every row of it, and stores the plan. Nothing of a user is written here. The issues
 * of every row that has any are laid in `rowIssues`, in row order.
 */
export async function examineUpload(
  ports: Ports,
  job: UploadJob,
  account: Account,
  { settings, signal, rowIssues }: { settings: JobSettings; signal: AbortSignal; rowIssues: Spool<RowIssues> },
): Promise<Examination> {
  await ports.changes.removeExcept(job.id, null);
  const report = progressReporter(ports, job);
  const planner = await plannerFor(ports, account);
  const ledger = issueLedger();
  const counts = noCounts();
  const limit = Math.min(account.limits.importRows, settings.maxRows);
  const upload = await readUpload(ports, job);
  await report({ phase: 'reading' });

  let header = false;
  for await (const batch of upload.batches) {
    signal.throwIfAborted();
    header = true;
    ledger.add(batch.headerIssues);
    const within = batch.rows.slice(0, Math.max(0, limit - counts.rows));
    counts.rows += batch.rows.length;
    const changes: Change[] = [];
    for (const { row, plan } of await planRows(ports, account.id, planner, within)) {
      ledger.add(plan.issues);
      if (plan.issues.length > 0) await rowIssues.append({ row: row.row, issues: plan.issues });
      else tally(counts, plan.change);
      if (plan.change !== null) changes.push(plan.change);
    }
    if (ledger.total() === 0) await ports.changes.add(job.id, job.epoch, changes);
    await ports.reach('rows-planned');
    await report({ rowsRead: counts.rows, bytesRead: upload.found().bytesRead });
  }
  ledger.add(fileIssues({ trouble: upload.found().trouble, header, rows: counts.rows, limit }));
  ledger.add(planner.accountIssues());

  const { delimiter, encoding } = upload.found();
  counts.issues = ledger.total();
  counts.invalid = ledger.invalidRows();
  counts.valid = counts.rows - counts.invalid;
  return {
    counts,
    file: { ...job.file, delimiter, encoding },
    issues: ledger.issues(),
    groups: ledger.groups(),
  };
}

async function plannerFor(ports: Ports, account: Account): Promise<UploadPlanner> {
  const [references, seatsHeld] = await Promise.all([ports.references.book(account.id), countSeats(ports, account)]);
  return planImport({ account, references, seatsHeld, newId: ports.newId });
}

/** Looks up everybody a batch names at once, then judges row by row. */
async function planRows(
  ports: Pick<Ports, 'people' | 'users'>,
  accountId: string,
  planner: UploadPlanner,
  rows: readonly Row[],
): Promise<{ row: Row; plan: RowPlan }[]> {
  const emailKeys = [...new Set(rows.flatMap((row) => planner.lookup(row).emailKey ?? []))];
  const [people, users] = await Promise.all([
    ports.people.findByEmailKeys(accountId, emailKeys),
    ports.users.findByEmailKeys(accountId, emailKeys),
  ]);
  return rows.map((row) => {
    const { emailKey } = planner.lookup(row);
    const found =
      emailKey === null
        ? { person: null, user: null }
        : { person: people.get(emailKey) ?? null, user: users.get(emailKey) ?? null };
    return { row, plan: planner.plan(row, found) };
  });
}

function tally(counts: JobCounts, change: Change | null): void {
  if (change === null) counts.unchanged += 1;
  else if (change.action === 'create') counts.created += 1;
  else if (change.action === 'update') counts.updated += 1;
  else counts.removed += 1;
  if (change?.before?.access === 'active' && change.after?.access === 'inactive') counts.deactivated += 1;
}

function noCounts(): JobCounts {
  return { rows: 0, valid: 0, invalid: 0, issues: 0, created: 0, updated: 0, unchanged: 0, removed: 0, deactivated: 0 };
}
