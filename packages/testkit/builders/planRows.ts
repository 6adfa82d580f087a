import {
  key,
  planImport,
  readHeader,
  readRow,
  type Change,
  type Header,
  type Issue,
  type Person,
  type PlanContext,
  type Row,
  type User,
} from '@muster/domain';
import { aPerson, aReferenceBook, anAccount } from './accountBuilders.ts';

/** What an import of this table would do, and what is wrong with it. */
export type PlannedRows = { header: Header; rows: Row[]; issues: Issue[]; changes: Change[] };

/** Who the rows are about: all of the directory and none a user, unless said otherwise. */
type Situation = Partial<Omit<PlanContext, 'newId'>> & { people?: readonly Person[]; users?: readonly User[] };

/** Plans a table as an import job does: header first, row by row, then the account. The header is row 1. */
export function planRows(table: readonly (readonly string[])[], situation: Situation = {}): PlannedRows {
  const { account = anAccount(), references = aReferenceBook(), seatsHeld = noSeats, people, users = [] } = situation;
  const [headerCells = [], ...records] = table;
  const { header, issues } = readHeader(headerCells, 1, 'import-users');
  const rows = records
    .map((cells, index) => readRow(header, { row: index + 2, cells, cut: false }))
    .filter(({ blank }) => !blank);
  let ids = 0;
  const planner = planImport({ account, references, seatsHeld, newId: (kind) => `${kind}_${(ids += 1)}` });
  const changes: Change[] = [];
  for (const row of rows) {
    const { emailKey } = planner.lookup(row);
    const isThem = ({ email }: { email: string }): boolean => key(email) === emailKey;
    const person = emailKey === null ? null : people === undefined ? aPerson({ email: emailKey }) : people.find(isThem);
    const plan = planner.plan(row, { person: person ?? null, user: users.find(isThem) ?? null });
    issues.push(...plan.issues);
    if (plan.change !== null) changes.push(plan.change);
  }
  issues.push(...planner.accountIssues());
  return { header, rows, issues, changes };
}

const noSeats = { essentials: 0, premium: 0, elite: 0 };
