import type { Account } from './account.ts';
import { issueOf } from './flaw.ts';
import type { Issue } from './issue.ts';
import { packages, type Package } from './user.ts';

/** What all rows of a file do to the account together. */
export type AccountEffect = {
  /** Seats per package, before and after. */
  seatsBefore: Readonly<Record<Package, number>>;
  seatsAfter: Readonly<Record<Package, number>>;
};

/** The rules no single row can break. */
export function checkAccount(account: Account, effect: AccountEffect): Issue[] {
  return licensesExceeded(account, effect);
}

/** An account that holds too many seats already may still be changed, as long as it does not take more. */
function licensesExceeded({ licenses }: Account, { seatsBefore, seatsAfter }: AccountEffect): Issue[] {
  return packages.flatMap((name) => {
    const seats = licenses[name];
    const before = seatsBefore[name];
    const after = seatsAfter[name];
    if (seats === null || after <= seats || after <= before) return [];
    const facts = { value: name, package: name, needed: after - before, free: Math.max(0, seats - before) };
    return [issueOf('licenses_exceeded', { row: null, column: 'package' }, facts)];
  });
}
