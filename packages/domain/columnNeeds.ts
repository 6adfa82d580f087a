import type { IssueCode } from './issue.ts';
import type { UserFields } from './user.ts';

/** What must be there before a column may be: its base. A dependant follows its base: without it, it is taken away. */
export type ColumnNeeds = {
  code: Extract<IssueCode, `needs_${string}`>;
  /** Name of the base's column. */
  base: string;
  isMet: (fields: UserFields) => boolean;
  /** The condition in words. */
  when: string;
};

export const needsPackage: ColumnNeeds = {
  code: 'needs_package',
  base: 'package',
  isMet: (fields) => fields.package !== null,
  when: 'with a package',
};

export const needsTeam: ColumnNeeds = {
  code: 'needs_team',
  base: 'team',
  isMet: (fields) => fields.teamId !== null,
  when: 'with a team',
};

export const needsNotReady: ColumnNeeds = {
  code: 'needs_not_ready',
  base: 'status',
  isMet: (fields) => fields.status === 'Not Ready',
  when: 'with the status Not Ready',
};

export const needsMultiChannel: ColumnNeeds = {
  code: 'needs_multi_channel',
  base: 'multi_channel_enabled',
  isMet: (fields) => fields.multiChannel.enabled,
  when: 'with multi_channel_enabled',
};
