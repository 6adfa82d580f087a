import type { Job } from '@muster/domain';
import type { Examination } from './concludeExamination.ts';
import { reportKey } from './fileKeys.ts';
import type { Ports } from './ports.ts';

/**
 * Writes the error report, ready to be corrected and uploaded, and the short one, of the rows with issues only. A second
 * call overwrites both.
 */
export async function writeReport(
  ports: Pick<Ports, 'files' | 'writeCsv'>,
  job: Job,
  { file, report }: Examination,
  signal: AbortSignal,
): Promise<void> {
  const delimiter = file?.delimiter ?? ',';
  for (const rows of ['all', 'issues'] as const) {
    await ports.files.put(reportKey(job, rows), ports.writeCsv(report(rows), { delimiter }), { signal });
  }
}
