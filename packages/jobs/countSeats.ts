import type { Account, Package } from '@muster/domain';
import type { Ports } from './ports.ts';

/** Seats held per package. Those of a package without a limit are not counted: it would take a look at every holder. */
export async function countSeats({ users }: Pick<Ports, 'users'>, account: Account): Promise<Record<Package, number>> {
  const held = async (name: Package) => (account.licenses[name] === null ? 0 : users.seatsHeld(account.id, name));
  const [essentials, premium, elite] = await Promise.all([held('essentials'), held('premium'), held('elite')]);
  return { essentials, premium, elite };
}
