import { cellChanges } from './cellChanges.ts';
import { cellContext } from './cellType.ts';
import type { Change } from './change.ts';
import { changedFields, fieldNames, pickFields } from './changedFields.ts';
import { checkAccount } from './checkAccount.ts';
import { issueOf } from './flaw.ts';
import type { Issue } from './issue.ts';
import type { OnConflict } from './job.ts';
import { lastWrite } from './lastWrite.ts';
import { restoreUser } from './restoreUser.ts';
import type { PlanContext, RowPlan } from './uploadPlanner.ts';
import type { User, UserFields } from './user.ts';

export type UndoContext = Omit<PlanContext, 'listMode' | 'newId'> & { onConflict: OnConflict };

/** Judges the changes of the job to undo, in row order, each once. Rows are those of the original changes. */
export type UndoPlanner = {
  plan: (change: Change, found: UndoFound) => RowPlan;
  /** What is wrong with all of them together; asked once, after the last one. */
  accountIssues: () => Issue[];
};

/** The user as stored now, and whether somebody else has their address. */
export type UndoFound = { user: User | null; emailTaken: boolean };

/**
 * Plans to take back what a job did: whom it created is removed, whom it changed is as before, whom it removed is back
 * under the same id. What it did not touch stays as it is; users changed since block the undo, or are kept.
 */
export function planUndo(situation: UndoContext): UndoPlanner {
  const { references, onConflict } = situation;
  const context = cellContext(references);
  const together = checkAccount(situation);

  return {
    plan: (change, found) => {
      const { user } = found;
      if (user === null && change.action !== 'remove') return unchanged;
      const conflict = conflictOf(change, found);
      if (conflict !== null) return onConflict === 'keep' ? unchanged : { issues: [conflict], change: null };
      if (change.action === 'create') return { issues: [], change: planned(change, user, null) };
      const { fields, issues } = restoreUser(change, user, context);
      return { issues, change: issues.length > 0 ? null : planned(change, user, fields) };
    },
    accountIssues: together.issues,
  };

  function planned({ row, userId, userEmail }: Change, before: User | null, after: UserFields | null): Change | null {
    const changed = before !== null && after !== null ? changedFields(before, after) : fieldNames;
    if (changed.length === 0) return null;
    together.take({ row, userId, before, after });
    return {
      row,
      userId,
      userEmail,
      action: before === null ? 'create' : after === null ? 'remove' : 'update',
      userVersion: before?.version ?? 0,
      fields: cellChanges(before, after, references),
      before: before && pickFields(before, changed),
      after: after && pickFields(after, changed),
    };
  }
}

const unchanged: RowPlan = { issues: [], change: null };

/** The user is no longer what the change left: then taking it back would take back more. */
function conflictOf({ action, row, userEmail, userVersion }: Change, { user, emailTaken }: UndoFound): Issue | null {
  if (action === 'remove') {
    if (user === null && !emailTaken) return null;
    return issueOf('user_exists', { row, column: 'user_email' }, { value: userEmail, where: 'undo' });
  }
  if (user === null || user.version === userVersion + 1) return null;
  return issueOf('changed_since', { row, column: null }, { value: userEmail, ...lastWrite(user) });
}
