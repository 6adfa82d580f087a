import { cellChanges } from './cellChanges.ts';
import { cellContext } from './cellType.ts';
import { changedFields, pickFields } from './changedFields.ts';
import { checkAccount } from './checkAccount.ts';
import { draftIssues, userDrafter, type Draft } from './draftUser.ts';
import { flaw } from './flaw.ts';
import { lastWrite } from './lastWrite.ts';
import type { Row } from './readRow.ts';
import { rowsByKey } from './rowsByKey.ts';
import { rowKeys, rowUser } from './rowUser.ts';
import type { PlanContext, UploadPlanner } from './uploadPlanner.ts';
import type { User } from './user.ts';

/** Plans an update: every row changes a user there is, in what its cells say otherwise. */
export function planUpdate(situation: PlanContext): UploadPlanner {
  const { references, listMode } = situation;
  const context = cellContext(references);
  const draftUser = userDrafter(context, 'update', listMode);
  const rows = rowsByKey();
  const together = checkAccount(situation);

  return {
    lookup: (row) => rowKeys(row, context),

    plan: (row, found) => {
      if (row.issues.length > 0) return { issues: row.issues, change: null };
      const { user, flaws } = rowUser(row, found, context, rows);
      const draft = draftUser(row, user);
      const changed = user === null ? [] : changedFields(user, draft.fields);
      if (user !== null) checkVersion(row, draft, { user, isUnchanged: changed.length + draft.flaws.length === 0 });
      draft.flaws.push(...flaws);
      const issues = draftIssues(row, draft);
      if (issues.length > 0 || user === null || changed.length === 0) return { issues, change: null };

      const change = pickFields(draft.fields, changed);
      const after = { ...user, ...change };
      together.take({ row: row.row, userId: user.id, before: user, after });
      return {
        issues,
        change: {
          row: row.row,
          userId: user.id,
          userEmail: user.email,
          action: 'update',
          userVersion: user.version,
          fields: cellChanges(user, after, references),
          before: pickFields(user, changed),
          after: change,
        },
      };
    },

    accountIssues: together.issues,
  };
}

/** An export may be older than what somebody else has done since. Who changes nothing overwrites nothing. */
function checkVersion(
  { header, cells }: Row,
  { flaws, broken }: Draft,
  { user, isUnchanged }: { user: User; isUnchanged: boolean },
): void {
  const text = cells[header.positions.get('version') ?? -1] ?? '';
  if (text === '' || broken.has('version')) return;
  if (!/^\d+$/.test(text)) {
    flaws.push({
      column: 'version',
      flaw: flaw('value_invalid', { value: text, allowed: 'a whole number, as exported' }),
    });
  } else if (Number(text) !== user.version && !isUnchanged) {
    const facts = { value: text, now: user.version, ...lastWrite(user) };
    flaws.push({ column: 'version', flaw: flaw('stale_row', facts) });
  }
}
