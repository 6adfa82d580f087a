import { texts } from '../texts/index.ts';
import { useSignedIn, type Role } from './session.ts';

const ranks = { viewer: 0, operator: 1, admin: 2 } satisfies Record<Role, number>;

/** Why whoever is signed in may not do what takes this role; null when they may. */
export function useWhyNot(needed: Role): string | null {
  const { role } = useSignedIn().key;
  const { roles, needsRole } = texts.shell;
  return can(role, needed) ? null : needsRole(roles[needed], roles[role]);
}

/** A role may do what the roles below it may. */
function can(role: Role, needed: Role): boolean {
  return ranks[role] >= ranks[needed];
}
