import { useLocalStorage } from '@mantine/hooks';
import { userFacts, type UserFact } from './userFacts.tsx';

const usual: UserFact[] = ['displayName', 'email', 'role', 'team', 'status', 'access', 'updatedAt'];

/** Every fact there is can be a column, in the order in which they are known. */
export const allColumns = Object.keys(userFacts).filter((name): name is UserFact => name in userFacts);

/** Which columns the table has; kept by this browser. The name always is: by it a user is opened. */
export function useColumns(): { columns: UserFact[]; toggle: (column: UserFact) => void; reset: () => void } {
  const [kept, keep, forget] = useLocalStorage<string[]>({
    key: 'muster.users.columns',
    defaultValue: usual,
    getInitialValueInEffect: false,
  });
  // Another version of the portal, or somebody's hand, may have left anything there.
  const chosen = new Set<unknown>(Array.isArray(kept) ? kept : usual);
  const columns = allColumns.filter((column) => column === 'displayName' || chosen.has(column));
  return {
    columns,
    toggle: (column) =>
      keep(columns.includes(column) ? columns.filter((other) => other !== column) : [...columns, column]),
    reset: forget,
  };
}
