import { count, number } from './language.ts';

const problems = (value: number) => count(value, { one: 'problem', other: 'problems' });
const rows = (value: number) => count(value, { one: 'row', other: 'rows' });
const said = (value: string | null, words: (value: string) => string, without: string) =>
  value === null ? without : words(`“${value}”`);

/** What is wrong, for a whole group: by code. The sentence of each single issue comes from the server. */
const kinds: Record<string, (value: string | null) => string> = {
  file_empty: () => 'The file is empty',
  not_csv: () => 'This is not a CSV file',
  encoding_unsupported: () => 'The file is not UTF-8',
  csv_malformed: () => 'The file cannot be read from here on',
  record_too_long: () => 'A row is too long to be one',
  file_no_rows: () => 'There are no rows under the header',
  too_many_rows: () => 'Too many rows',
  missing_column: () => 'A column is missing',
  unknown_column: () => 'There is no such column',
  duplicate_column: () => 'The column is there twice',
  column_count: () => 'Cells and columns do not match',
  email_invalid: () => 'Not an e-mail address',
  person_not_found: () => 'Not in the account’s directory',
  user_exists: () => 'A user already',
  key_required: () => 'Nothing says which user this is',
  user_not_found: () => 'Not a user',
  key_mismatch: () => 'Id and e-mail name two users',
  duplicate_in_file: () => 'The same user twice in the file',
  value_required: () => 'A value is needed',
  value_invalid: (value) => said(value, (text) => `${text} cannot be used`, 'A value that cannot be used'),
  value_too_long: () => 'Too long',
  value_out_of_range: () => 'Out of range',
  reference_not_found: (value) => said(value, (text) => `${text} does not exist`, 'Something that does not exist'),
  too_many_items: () => 'Too many in one list',
  duplicate_item: () => 'Listed twice',
  level_required: () => 'The skill needs a level',
  level_not_allowed: () => 'The skill has no levels',
  clear_not_allowed: () => '[CLEAR] cannot be used here',
  template_not_active: () => 'The template is not active',
  template_wrong_type: () => 'The template is of the other type',
  needs_package: () => 'Needs a package',
  needs_team: () => 'Needs a team',
  needs_multi_channel: () => 'Needs multi-channel',
  needs_not_ready: () => 'Needs the status Not Ready',
  queue_not_assigned: () => 'Not one of the user’s queues',
  queue_wrong_channel: () => 'A queue of another channel',
  stale_row: () => 'Changed since the export',
  changed_since: () => 'Changed since',
  reference_gone: () => 'Something that was removed since',
  licenses_exceeded: () => 'Not enough licences',
  self_lockout: () => 'You would lock yourself out',
  last_admin: () => 'No administrator would remain',
};

export const issues = {
  nothing: {
    'import-users': 'Nothing was imported',
    'update-users': 'Nothing was updated',
    'export-users': 'Nothing was exported',
    'undo-job': 'Nothing was undone',
  },
  /** "Nothing was imported: 37 problems in 4 kinds" */
  title: (nothing: string, total: number, groups: number) =>
    groups > 1 ? `${nothing}: ${problems(total)} in ${number(groups)} kinds` : `${nothing}: ${problems(total)}`,
  lead: (invalid: number, all: number) =>
    invalid === 0
      ? 'Correct the file and upload it again; until then everything stays as it was.'
      : `${number(invalid)} of ${rows(all)} have a problem. Correct them and upload the file again; until then everything stays as it was.`,
  undoLead: 'Everything stays as it was. What is in the way:',
  kind: (code: string, value: string | null) => kinds[code]?.(value) ?? code,
  groups: 'Kinds of problems',
  column: 'Column',
  inRows: (first: number[], total: number) => {
    const named = first.slice(0, 5);
    if (named.length === 0) return 'The file as a whole';
    const more = total > named.length ? ` and ${number(total - named.length)} more` : '';
    return `${total === 1 ? 'Row' : 'Rows'} ${named.map(number).join(', ')}${more}`;
  },
  didYouMean: (suggestion: string) => `Did you mean “${suggestion}”?`,
  useSuggestion: (suggestion: string) => `Use “${suggestion}” instead`,
  apply: (suggestions: number, total: number) =>
    suggestions > 1
      ? `Apply ${number(suggestions)} suggestions to all ${rows(total)}`
      : `Apply suggestion to all ${rows(total)}`,
  applyNone: 'Choose a suggestion first',
  applyHint: 'Muster corrects the cells in a copy of your file and checks that, as a new attempt.',
  allGroups: (total: number) => `Show all ${number(total)} kinds`,

  details: 'Details',
  hideDetails: 'Hide details',
  caption: 'Problems, in the order of the file',
  row: 'Row',
  value: 'Value',
  message: 'What is wrong',
  wholeFile: 'File',
  /** The server's sentence, whose beginning stands in the columns beside it. */
  withoutPlace: ({ row, column, message }: { row: number | null; column: string | null; message: string }) => {
    const place = `Row ${row ?? ''}${column === null ? '' : `, ${column}`}: `;
    return message.startsWith(place) ? message.slice(place.length) : message;
  },
  filterKind: 'Kind of problem',
  filterColumn: 'Column',
  every: 'All',
  jump: 'Go to row',
  found: (shown: number, total: number) =>
    shown === total ? problems(total) : `${number(shown)} of ${problems(total)}`,
  loadingMore: (loaded: number) => `${number(loaded)} read so far …`,
  onlyFirst: (kept: number, total: number) => `The first ${number(kept)} of ${number(total)} problems are listed here.`,
  none: 'No problem matches',
  noneDetail: 'Choose another kind or column.',
  noRow: 'No problem stands in this row or after it.',
  pages: 'Pages of problems',
  turn: { first: 'First page', previous: 'Page before', next: 'Next page', last: 'Last page' },

  report: 'Download error report',
  reportHint: 'Your table with a column _errors: correct its cells and upload that very file.',
  filesGone: (date: string) => `The files of this job went on ${date}.`,
  corrected: 'Upload corrected file',
  correctedEncoding: 'Read it as Windows-1252 (Western European)',

  attempts: 'Attempts',
  attempt: (total: number) => problems(total),
  attemptOpen: '…',
  attemptOf: (place: number, when: string, total: number) => `Attempt ${number(place)}, ${when}: ${problems(total)}`,
  newer: 'There is a newer attempt.',
  toNewer: 'Go to it',

  keep: (others: number) => `Undo the other ${number(others)}`,
  keepHint: 'Those who were changed since keep what they have now.',
};
