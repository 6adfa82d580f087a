import {
  key,
  planImport,
  planUpdate,
  readHeader,
  readRow,
  type Change,
  type Header,
  type Issue,
  type Person,
  type PlanContext,
  type Row,
  type UploadKind,
  type User,
} from '@muster/domain';
import { aPerson, aPlanContext } from './accountBuilders.ts';

/** What an upload of this table would do, and what is wrong with it. */
export type PlannedRows = { header: Header; rows: Row[]; issues: Issue[]; changes: Change[] };

/** An import; and who the rows are about: all of the directory and none a user, unless said otherwise. */
type Situation = Partial<Omit<PlanContext, 'newId'>> & {
  kind?: UploadKind;
  people?: readonly Person[];
  users?: readonly User[];
};

/** Plans a table as an upload job does: header first, row by row, then the account. The header is row 1. */
export function planRows(table: readonly (readonly string[])[], situation: Situation = {}): PlannedRows {
  const { kind = 'import-users', people, users = [], ...known } = situation;
  const [headerCells = [], ...records] = table;
  const { header, issues } = readHeader(headerCells, 1, kind);
  const rows = records
    .map((cells, index) => readRow(header, { row: index + 2, cells, cut: false }))
    .filter(({ blank }) => !blank);
  const planner = (kind === 'import-users' ? planImport : planUpdate)(aPlanContext(known));
  const changes: Change[] = [];
  for (const row of rows) {
    const { emailKey, userId } = planner.lookup(row);
    const isThem = ({ email }: { email: string }): boolean => key(email) === emailKey;
    const person = emailKey === null ? null : people === undefined ? aPerson({ email: emailKey }) : people.find(isThem);
    const userById = users.find(({ id }) => id === userId) ?? null;
    const plan = planner.plan(row, { person: person ?? null, user: users.find(isThem) ?? null, userById });
    issues.push(...plan.issues);
    if (plan.change !== null) changes.push(plan.change);
  }
  issues.push(...planner.accountIssues());
  return { header, rows, issues, changes };
}
