import {
  exportHeader,
  exportRow,
  Fault,
  type ExportOrder,
  type Job,
  type JobCounts,
  type JobFile,
} from '@muster/domain';
import { exportKey } from './fileKeys.ts';
import type { Ports, StoredFile } from './ports.ts';
import { progressReporter, type ReportProgress } from './reportProgress.ts';
import { settleJob } from './settleJob.ts';
import type { JobSettings } from './settings.ts';

/** How often the file is begun again because users changed while it was written; then it says that it was. */
const mostRestarts = 3;
const batchSize = 1_000;

/**
 * Writes everybody who matches into a file, in flat memory. Nobody moved in between when the account's revision is the
 * same before and after; otherwise it is written again, and in the end says `per_page` instead of `consistent`.
 */
export async function runExport(
  ports: Ports,
  job: Job,
  settings: JobSettings,
  signal: AbortSignal,
): Promise<Job | null> {
  const { order } = job;
  if (order === null) throw new Fault('internal', { retry: false, message: `${job.id} does not say what to export` });
  const report = progressReporter(ports, job);
  await report({ phase: 'exporting' });
  for (let tries = 1; ; tries += 1) {
    const before = await revisionOf(ports, job);
    const written = await writeUsers(ports, job, order, report, signal);
    const isConsistent = (await revisionOf(ports, job)) === before;
    if (!isConsistent && tries <= mostRestarts) continue;
    await ports.reach('report-written');
    const counts = countsOf(written.rows);
    const snapshot = isConsistent ? 'consistent' : 'per_page';
    const file = fileOf(job, order, written.stored);
    return settleJob(ports, job, { state: 'succeeded', counts, snapshot, file }, settings);
  }
}

async function writeUsers(
  ports: Ports,
  job: Job,
  order: ExportOrder,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<{ rows: number; stored: StoredFile }> {
  let rows = 0;
  async function* lines(): AsyncIterable<readonly string[]> {
    const references = await ports.references.book(job.accountId);
    const columns = order.columns ?? undefined;
    yield exportHeader(columns);
    for await (const users of ports.users.stream(job.accountId, order.filter, batchSize)) {
      signal.throwIfAborted();
      for (const user of users) yield exportRow(user, references, columns);
      rows += users.length;
      await ports.reach('rows-planned');
      await report({ rowsRead: rows });
    }
  }
  const bytes = ports.writeCsv(lines(), { delimiter: order.delimiter });
  return { stored: await ports.files.put(exportKey(job), bytes, { signal }), rows };
}

async function revisionOf({ accounts }: Ports, { accountId }: Job): Promise<number | null> {
  return (await accounts.get(accountId))?.revision ?? null;
}

function fileOf({ createdAt }: Job, { delimiter }: ExportOrder, { bytes, sha256 }: StoredFile): JobFile {
  const name = `users-${createdAt.toISOString().slice(0, 10)}.csv`;
  return { name, bytes, sha256, delimiter, encoding: 'utf-8', alreadyApplied: null };
}

function countsOf(rows: number): JobCounts {
  return { rows, valid: rows, invalid: 0, issues: 0, created: 0, updated: 0, unchanged: 0, removed: 0, deactivated: 0 };
}
