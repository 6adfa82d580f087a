import { issueOf } from './flaw.ts';
import type { Issue } from './issue.ts';
import type { PlanContext } from './uploadPlanner.ts';
import { packages, type User, type UserFields } from './user.ts';

/** The rules no single row can break: licences, the way back in for who uploads, somebody to manage the users. */
export type AccountCheck = {
  /** What a row without an issue does to a user. */
  take: (effect: UserEffect) => void;
  /** What is wrong with all of them together. */
  issues: () => Issue[];
};

/** A user before and after; null = not there. */
type UserEffect = { row: number; userId: User['id']; before: UserFields | null; after: UserFields | null };

type AccountContext = Pick<PlanContext, 'account' | 'references' | 'seatsHeld' | 'activeAdmins' | 'callerUserId'>;

export function checkAccount(context: AccountContext): AccountCheck {
  const { seatsHeld, activeAdmins, callerUserId } = context;
  const seats = { ...seatsHeld };
  const lockouts: Issue[] = [];
  let admins = activeAdmins;

  return {
    take: ({ row, userId, before, after }) => {
      if (before !== null && before.package !== null) seats[before.package] -= 1;
      if (after !== null && after.package !== null) seats[after.package] += 1;
      admins += Number(isAdmin(after)) - Number(isAdmin(before));
      if (before === null || userId !== callerUserId || !isLockedOut(before, after)) return;
      lockouts.push(issueOf('self_lockout', { row: null, column: null }, { value: before.email, row }));
    },
    issues: () => [...licensesExceeded(context, seats), ...lockouts, ...lastAdmin()],
  };

  function isLockedOut(before: UserFields, after: UserFields | null): boolean {
    return (isActive(before) && !isActive(after)) || (mayManage(before) && !mayManage(after));
  }

  function isAdmin(fields: UserFields | null): boolean {
    return isActive(fields) && mayManage(fields);
  }

  function mayManage(fields: UserFields | null): boolean {
    const role = fields === null ? undefined : context.references.roles.byId.get(fields.roleId);
    return role !== undefined && role.privileges.includes('users:manage');
  }

  /** An account that had nobody to manage its users before is none the worse. */
  function lastAdmin(): Issue[] {
    if (activeAdmins === 0 || admins > 0) return [];
    return [issueOf('last_admin', { row: null, column: null }, { value: null })];
  }
}

/** An account that holds too many seats already may still be changed, as long as it does not take more. */
function licensesExceeded({ account, seatsHeld }: AccountContext, seatsAfter: AccountContext['seatsHeld']): Issue[] {
  return packages.flatMap((name) => {
    const seats = account.licenses[name];
    const before = seatsHeld[name];
    const after = seatsAfter[name];
    if (seats === null || after <= seats || after <= before) return [];
    const facts = { value: name, package: name, needed: after - before, free: Math.max(0, seats - before) };
    return [issueOf('licenses_exceeded', { row: null, column: 'package' }, facts)];
  });
}

function isActive(fields: UserFields | null): boolean {
  return fields?.access === 'active';
}
