import type { IssueCode } from './issue.ts';
import type { Package } from './user.ts';

/** What every sentence may speak of: the wrong text as it was understood, and what was probably meant. */
type Told = { value: string | null; suggestion?: string | undefined };

/**
 * The sentence of every issue: what is wrong, with its value, and the cure. Its place (`Row 14, skills:`) is put in
 * front by `issueAt`. The only place where these sentences are written.
 */
const sentences = {
  file_empty: () => 'The file is empty. Upload a table with a header and at least one row.',
  not_csv: (its: Told & { detail: string }) =>
    `The file is ${its.detail}, not a CSV file. In Excel, save it as "CSV UTF-8 (Comma delimited)" and upload that.`,
  encoding_unsupported: (its: Told & { detail: string }) =>
    `The file cannot be read as UTF-8${inBrackets(its.detail)}. In Excel, save it as "CSV UTF-8 (Comma delimited)"; ` +
    'a file that must stay as it is can be uploaded with its encoding named: ?encoding=windows-1252.',
  csv_malformed: (its: Told & { detail: string }) =>
    `this row holds ${its.detail}: it and all that follows cannot be read. Correct it; a quote inside a quoted cell is ` +
    'written twice ("").',
  record_too_long: (its: Told & { detail: string }) =>
    `this row holds ${its.detail}. Look for a missing line end, or a quote that is not closed.`,
  file_no_rows: () => 'The file has a header and no rows. Add at least one row under the header.',
  too_many_rows: (its: Told & { actual: number; limit: number }) =>
    `The file has ${its.actual} rows, at most ${its.limit} are allowed. ` +
    `Split it into ${Math.ceil(its.actual / its.limit)} files.`,
  missing_column: (its: Told & { or: string | null }) =>
    its.or === null
      ? 'this column is missing. Add it to the header and fill it in.'
      : `this column is missing, and so is ${its.or}. Add one of them to the header and fill it in.`,
  unknown_column: (its: Told & { reason: 'unknown' | 'update_only' | 'unnamed'; place: number }) => {
    if (its.reason === 'unnamed') return `column ${its.place} has no name. Name it in the header, or delete it.`;
    if (its.reason === 'update_only') {
      return 'this column is only for Update Users. Delete it, or upload the file under Update Users.';
    }
    const cure = didYouMean(its.suggestion) ?? 'Delete it, or begin its name with _ to have it ignored.';
    return `there is no column of this name. ${cure}`;
  },
  duplicate_column: (its: Told & { first: number }) =>
    `this column is in the header already, as column ${its.first}. Delete one of them; the first counts.`,
  column_count: (its: Told & { cells: number; columns: number }) =>
    its.value === null
      ? `this last row ends after ${its.cells} of ${its.columns} cells, without a line end: the file may have been ` +
        'cut off. Complete the row, or save the file again.'
      : `${quoted(its.value)} stands in cell ${its.cells}, where the header has no column. Delete it; if it belongs ` +
        'to the cell before, put that cell in quotes.',
  email_invalid: (its: Told) => `${quoted(its.value)} is not an e-mail address. Write it like name@example.com.`,
  person_not_found: (its: Told) =>
    `${quoted(its.value)} is not in the account's directory. Correct the address, or add the person to the directory ` +
    'first.',
  user_exists: (its: Told & { where: 'import' | 'undo' }) =>
    its.where === 'import'
      ? `${quoted(its.value)} is a user already. Delete this row, or use Update Users to change them.`
      : `${quoted(its.value)} is a user again already. Undo what added them, or keep them.`,
  key_required: () => 'nothing says which user this is. Fill in user_id or user_email.',
  user_not_found: (its: Told) => `${quoted(its.value)} is not a user. Correct it, or use Import to add the user.`,
  key_mismatch: (its: Told & { email: string }) =>
    `user_id ${quoted(its.value)} and user_email ${quoted(its.email)} are two different users. Correct one of them.`,
  duplicate_in_file: (its: Told & { first: number }) =>
    `${quoted(its.value)} is in row ${its.first} already. Delete one of the two rows.`,
  value_required: (its: Told & { or: string | null }) =>
    `a value is needed here. Fill it in${its.or === null ? '' : `, or name a ${its.or} that gives it`}.`,
  value_invalid: (its: Told & { allowed: string }) =>
    `${quoted(its.value)} cannot be used here. ${didYouMean(its.suggestion, ' ') ?? ''}Allowed: ${its.allowed}.`,
  value_too_long: (its: Told & { length: number; max: number }) =>
    `${quoted(its.value)} has ${its.length} characters. Shorten it to at most ${its.max}.`,
  value_out_of_range: (its: Told & { skill: string | null; min: number; max: number; got: string }) =>
    its.skill === null
      ? `a whole number from ${its.min} to ${its.max} is needed (got ${shown(its.got)}).`
      : `${its.skill} needs a level from ${its.min} to ${its.max} (got ${shown(its.got)}).`,
  reference_not_found: (its: Told & { noun: string }) => {
    const cure = didYouMean(its.suggestion) ?? `Use the name of an existing ${its.noun}.`;
    return `${quoted(its.value)} is not a ${its.noun}. ${cure}`;
  },
  too_many_items: (its: Told & { count: number; max: number; merged: boolean }) =>
    `${its.merged ? `${its.count} items come together with those the user has` : `${its.count} items are listed`}, ` +
    `at most ${its.max} are allowed. Take out ${its.count - its.max}.`,
  duplicate_item: (its: Told) => `${quoted(its.value)} is listed twice. Name it once.`,
  level_required: (its: Told & { skill: string; max: number }) =>
    `${its.skill} needs a level from 1 to ${its.max}. Write it like ${its.skill}:${its.max}.`,
  level_not_allowed: (its: Told & { skill: string }) => `${its.skill} has no levels. Write ${its.skill} alone.`,
  clear_not_allowed: (its: Told & { where: 'import' | 'list' | 'column' }) => {
    if (its.where === 'list') return '[CLEAR] cannot stand in a list. Write it alone in its cell, or take it out.';
    if (its.where === 'column') {
      return '[CLEAR] cannot be used in this column. Write the new value, or leave the cell blank to keep the old one.';
    }
    return '[CLEAR] is only for Update Users: a new user has nothing to remove. Leave the cell blank, or write a value.';
  },
  template_not_active: (its: Told & { state: string }) =>
    `the template ${quoted(its.value)} is ${its.state}. Activate it, or name an active one.`,
  template_wrong_type: (its: Told & { needed: string }) =>
    `the template ${quoted(its.value)} is of the other type. Name a template of type ${its.needed}.`,
  needs_package: (its: Told) => `${quoted(its.value)} needs a package. Fill in package, or leave this blank.`,
  needs_team: (its: Told) => `${quoted(its.value)} needs a team. Fill in team, or leave this blank.`,
  needs_multi_channel: (its: Told) =>
    `${quoted(its.value)} needs multi-channel. Set multi_channel_enabled to true, or leave this blank.`,
  needs_not_ready: (its: Told) =>
    `${quoted(its.value)} needs the status Not Ready. Set status to Not Ready, or leave this blank.`,
  queue_not_assigned: (its: Told) =>
    `${quoted(its.value)} is not one of the user's queues. Add it to agent_queues or supervisor_queues, or name one ` +
    'of those.',
  queue_wrong_channel: (its: Told & { channel: string; needed: string }) =>
    `${quoted(its.value)} is a queue for ${its.channel}. Name a queue for ${its.needed}.`,
  stale_row: (its: Told & { now: number; by: string; at: string }) =>
    `changed since the export: version ${shown(its.value ?? '')}, now ${its.now}, by ${its.by} at ${its.at}. ` +
    'Export again, and repeat the change there.',
  changed_since: (its: Told & { by: string; at: string }) =>
    `${quoted(its.value)} was changed since, by ${its.by} at ${its.at}. Undo that first, or keep it.`,
  reference_gone: (its: Told) => `${quoted(its.value)} is no longer there. Create it again, then undo.`,
  licenses_exceeded: (its: Told & { package: Package; needed: number; free: number }) =>
    `The package ${its.package} needs ${its.needed} more seats, ${its.free} are free. ` +
    `Take it from ${its.needed - its.free} rows, or raise the licences.`,
  self_lockout: (its: Told & { row: number }) =>
    `Row ${its.row} would make ${quoted(its.value)}, whom this key belongs to, inactive or unable to manage users. ` +
    'Leave them as they are, or use the key of another user.',
  last_admin: () =>
    'No active user with the right to manage users would remain. Leave at least one user active in such a role.',
} as const satisfies Record<IssueCode, (its: never) => string>;

/** What the sentence of each code has to be told. */
export type IssueFacts = { [C in IssueCode]: Told & Asked<(typeof sentences)[C]> };
type Asked<Sentence> = Sentence extends (its: infer Facts) => string ? Facts : never;

export function issueSentence<C extends IssueCode>(code: C, facts: IssueFacts[C]): string {
  const write: { [K in IssueCode]: (facts: IssueFacts[K]) => string } = sentences;
  return write[code](facts);
}

function didYouMean(suggestion: string | undefined, after = ''): string | undefined {
  return suggestion === undefined ? undefined : `Did you mean '${suggestion}'?${after}`;
}

function quoted(value: string | null): string {
  return `'${shown(value ?? '')}'`;
}

/** A value on one line and not too long to read. */
export function shown(value: string): string {
  const short = value.length > 80 ? `${value.slice(0, 79)}…` : value;
  return short.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => JSON.stringify(character).slice(1, -1));
}

function inBrackets(detail: string): string {
  return detail === '' ? '' : ` (${detail})`;
}
