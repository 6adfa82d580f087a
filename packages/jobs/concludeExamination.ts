import type { Issue, IssueGroup, IssueLedger, JobCounts, JobFile } from '@muster/domain';
import type { Plan } from './beginPlan.ts';

/** Everything validation found out. The plan itself is in the change store, and means something only without issues. */
export type Examination = {
  counts: JobCounts;
  /** The upload, as it turned out to be; null for a job without one. */
  file: JobFile | null;
  roleChanged: number;
  /** Plans with the same hash do the same. */
  plan: string;
  /** The first 10,000, in order; `counts.issues` counts all. */
  issues: Issue[];
  groups: IssueGroup[];
  /** The error report, line by line: with all rows, or those with issues only. To be read before the spool is closed. */
  report: (rows: 'all' | 'issues') => AsyncIterable<readonly string[]>;
};

/** What a plan and its issues come to. */
export function concludeExamination(
  plan: Plan,
  ledger: IssueLedger,
  found: Pick<Examination, 'file' | 'report'>,
): Examination {
  const invalid = ledger.invalidRows();
  return {
    ...found,
    counts: { ...plan.counts, issues: ledger.total(), invalid, valid: plan.counts.rows - invalid },
    roleChanged: plan.roleChanged(),
    plan: plan.hash(),
    issues: ledger.issues(),
    groups: ledger.groups(),
  };
}
