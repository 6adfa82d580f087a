import type { User } from './user.ts';

/** Which users: the filter of the users list and of an export. `search` is a literal substring of e-mail or display name. */
export type UserFilter = {
  search?: string | undefined;
  roleId?: string | undefined;
  queueId?: string | undefined;
  skillId?: string | undefined;
  teamId?: string | undefined;
  regionId?: string | undefined;
  access?: User['access'] | undefined;
  status?: User['status'] | undefined;
};
