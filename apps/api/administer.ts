import { Problem } from '@muster/contract';
import type { Account, AuditEntry, Caller } from '@muster/domain';
import type { AdminAct, AdminOutcome, Keep } from '@muster/jobs';
import type { Response } from 'express';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ApiPorts } from './apiPorts.ts';
import { auditEntry } from './auditEntry.ts';

/** Enough to get in between imports that follow one another. */
const mostAttempts = 40;
/** The patience of a client. */
const mostMs = 60_000;

/** What is to be done, in the account as it is. `write` is null when that is nothing. */
export type Decision<T> = {
  value: T;
  write: { action: string; detail: AuditEntry['detail']; commit: (act: AdminAct) => Promise<AdminOutcome> } | null;
};

/**
 * Does what an administrator asks for. `decide` checks it against the account as it is and throws what is in the way;
 * when the account was changed before the write, nothing was written, and all of it is decided anew. `keep` makes the
 * answer that is written with it, where there is one to be kept.
 */
export async function administer<T>(
  ports: Pick<ApiPorts, 'accounts' | 'newId' | 'clock'>,
  { caller, response }: { caller: Caller; response: Response },
  decide: (account: Account) => Promise<Decision<T>>,
  keep: Keep<T> = () => null,
): Promise<T> {
  const startedAt = performance.now();
  for (let attempt = 1; attempt <= mostAttempts && performance.now() - startedAt < mostMs; attempt += 1) {
    const account = await ports.accounts.get(caller.accountId); // before all that is checked: it tells whether that still holds
    if (account === null) throw new Problem('not_found', 'This account is gone.');
    const { value, write } = await decide(account);
    if (write === null) return value;
    const audit = auditEntry(ports, { caller, response }, write.action, write.detail);
    const act: AdminAct = { revision: account.revision, audit, keeping: keep(value) };
    if ((await write.commit(act)) === 'done') return value;
    await pause(Math.min(200, 5 * attempt));
  }
  throw new Problem('unavailable', 'The account keeps changing; nothing was written.');
}

/** For the audit entry: which members are not what they were. Null when all are. */
export function changedMembers(before: object, after: object): Record<string, { from: unknown; to: unknown }> | null {
  const was = new Map<string, unknown>(Object.entries(before));
  const changed = Object.entries(after).flatMap(([name, to]: [string, unknown]) => {
    const from = was.get(name);
    return isDeepStrictEqual(from, to) ? [] : [[name, { from: from ?? null, to }] as const];
  });
  return changed.length === 0 ? null : Object.fromEntries(changed);
}
