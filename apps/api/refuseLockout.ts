import { Problem } from '@muster/contract';
import type { Role } from '@muster/domain';
import { countAdmins } from '@muster/jobs';
import type { ApiPorts } from './apiPorts.ts';

/**
 * As with a file (`last_admin`): where somebody manages the users, somebody does afterwards.
 * @throws Problem `in_use`.
 */
export async function refuseLockout(
  ports: Pick<ApiPorts, 'users'>,
  accountId: string,
  { roles, before, after }: { roles: readonly Role[]; before: Role; after: Role },
): Promise<void> {
  const mayManage = (role: Role): boolean => role.privileges.includes('users:manage');
  if (!mayManage(before) || mayManage(after)) return;
  const admins = await countAdmins(ports, accountId, roles);
  const remaining = roles.filter(({ id }) => id !== after.id);
  if (admins === 0 || (await countAdmins(ports, accountId, remaining)) > 0) return;
  throw new Problem(
    'in_use',
    `Only "${before.name}" lets anybody manage users: give an active user another role with users:manage first.`,
    { by: { users: admins, templates: 0, account: 0 } },
  );
}
