import type { Role } from '@muster/domain';
import type { Ports } from './ports.ts';

/** How many active users may manage users, when these are the roles of the account. */
export async function countAdmins(
  { users }: Pick<Ports, 'users'>,
  accountId: string,
  roles: readonly Role[],
): Promise<number> {
  const mayManage = roles.filter(({ privileges }) => privileges.includes('users:manage'));
  const counts = mayManage.map(({ id }) => users.count(accountId, { roleId: id, access: 'active' }));
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}
