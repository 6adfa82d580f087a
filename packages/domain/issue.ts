/** Wrong in the *file*: a value, never thrown, never retried. `row` and `column` are null where the issue has no such place. */
export type Issue = {
  row: number | null;
  /** Header name of the column, or `template` for an issue in a template's value. */
  column: string | null;
  code: IssueCode;
  /** One sentence naming the place, the value and the cure. */
  message: string;
  value: string | null;
  suggestion?: string;
};

/** Where an issue belongs in the list: file first, then rows, then the whole account. */
export type IssueScope = 'file' | 'row' | 'account';

/** Every code there is, and its scope. A code that is not listed here cannot be raised. */
export const issueScopes = {
  file_empty: 'file',
  not_csv: 'file',
  encoding_unsupported: 'file',
  csv_malformed: 'file',
  record_too_long: 'file',
  file_no_rows: 'file',
  too_many_rows: 'file',
  missing_column: 'file',
  unknown_column: 'file',
  duplicate_column: 'file',
  column_count: 'row',
  email_invalid: 'row',
  person_not_found: 'row',
  user_exists: 'row',
  key_required: 'row',
  user_not_found: 'row',
  key_mismatch: 'row',
  duplicate_in_file: 'row',
  value_required: 'row',
  value_invalid: 'row',
  value_too_long: 'row',
  value_out_of_range: 'row',
  reference_not_found: 'row',
  too_many_items: 'row',
  duplicate_item: 'row',
  level_required: 'row',
  level_not_allowed: 'row',
  clear_not_allowed: 'row',
  template_not_active: 'row',
  template_wrong_type: 'row',
  needs_package: 'row',
  needs_team: 'row',
  needs_multi_channel: 'row',
  needs_not_ready: 'row',
  queue_not_assigned: 'row',
  queue_wrong_channel: 'row',
  stale_row: 'row',
  changed_since: 'row',
  reference_gone: 'row',
  licenses_exceeded: 'account',
  self_lockout: 'account',
  last_admin: 'account',
} as const satisfies Record<string, IssueScope>;

export type IssueCode = keyof typeof issueScopes;

/** Issues of one cause read as one line: 400 rows with the same typo, or 400 strangers. `value` only for `reference_not_found` and `value_invalid`. */
export type IssueGroup = {
  code: IssueCode;
  column: string | null;
  value: string | null;
  count: number;
  firstRows: number[];
  suggestion?: string;
};
