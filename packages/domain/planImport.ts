import type { Account } from './account.ts';
import { cellChanges } from './cellChanges.ts';
import { cellContext } from './cellType.ts';
import { checkAccount } from './checkAccount.ts';
import { defaultFields } from './defaultFields.ts';
import { draftIssues, userDrafter, type Draft } from './draftUser.ts';
import { Fault } from './fault.ts';
import { flaw, type Flaw } from './flaw.ts';
import { key } from './key.ts';
import { emailAddress } from './plainCells.ts';
import type { Row } from './readRow.ts';
import type { ReferenceBook } from './reference.ts';
import { rowsByKey } from './rowsByKey.ts';
import type { Found, PlanContext, UploadPlanner } from './uploadPlanner.ts';
import type { UserFields } from './user.ts';
import { userColumns } from './userColumns.ts';

/** Plans an import: every row makes a user of someone who is not one yet. */
export function planImport(situation: PlanContext): UploadPlanner {
  const { account, references, newId } = situation;
  const context = cellContext(references);
  const draftUser = userDrafter(context, 'add');
  const newcomer = newcomerTo(account, references);
  const rows = rowsByKey();
  const together = checkAccount(situation);

  return {
    lookup: ({ header, cells, issues }) => {
      const parsed = emailAddress.parse(cells[header.positions.get('user_email') ?? -1] ?? '', context);
      return { emailKey: issues.length > 0 || 'flaws' in parsed ? null : key(parsed.value), userId: null };
    },

    plan: (row, found) => {
      if (row.issues.length > 0) return { issues: row.issues, change: null };
      const draft = draftUser(row, newcomer);
      requireValues(draft, row);
      const person = draft.broken.has('user_email') ? null : wrongPerson(row, draft.fields.email, found);
      if (person !== null) draft.flaws.push({ column: 'user_email', flaw: person });
      const issues = draftIssues(row, draft);
      if (issues.length > 0) return { issues, change: null };

      const after = named(draft.fields, found);
      const userId = newId('user');
      together.take({ row: row.row, userId, before: null, after });
      if (after.email === '' || after.roleId === '') return { issues, change: null }; // the header said so, once
      return {
        issues,
        change: {
          row: row.row,
          userId,
          userEmail: after.email,
          action: 'create',
          userVersion: 0,
          fields: cellChanges(null, after, references),
          before: null,
          after,
        },
      };
    },

    accountIssues: together.issues,
  };

  /** One e-mail cell, one issue: the first reason why this address cannot be added by this row. */
  function wrongPerson({ row }: Row, email: string, { person, user }: Found): Flaw | null {
    if (email === '') return null;
    const first = rows.firstRow(key(email), row);
    if (first !== null) return flaw('duplicate_in_file', { value: email, first });
    if (user !== null) return flaw('user_exists', { value: email, where: 'import' });
    return person === null && account.requireDirectory ? flaw('person_not_found', { value: email }) : null;
  }
}

/** What a new user of this account has before anybody says anything. */
function newcomerTo({ country }: Account, { regions }: ReferenceBook): UserFields {
  const main = regions.all.find(({ isMain }) => isMain);
  if (main === undefined) throw new Fault('internal', { retry: false, message: 'the account has no main region' });
  return { ...defaultFields, country, regionId: main.id };
}

/** Blank where a value is required. A column that is missing altogether is said once, of the header. */
function requireValues({ givenBy, broken, flaws }: Draft, { header: { positions } }: Row): void {
  for (const { name, required, unless } of userColumns) {
    if (!required || givenBy.has(name)) continue;
    const isExpected = positions.has(name) || (unless !== null && positions.has(unless));
    const isExcused = unless !== null && broken.has(unless);
    if (isExpected && !isExcused)
      flaws.push({ column: name, flaw: flaw('value_required', { value: null, or: unless }) });
  }
}

function named(fields: UserFields, { person }: Found): UserFields {
  if (fields.displayName !== '') return fields;
  return { ...fields, displayName: person?.displayName ?? fields.email.slice(0, fields.email.lastIndexOf('@')) };
}
