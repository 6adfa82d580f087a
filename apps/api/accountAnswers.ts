import { accountInput, formatCursor, mergePatch, parseCursor, Problem, type AuditEntryView } from '@muster/contract';
import type { Account, AccountLimits } from '@muster/domain';
import { z } from 'zod';
import { administer, changedMembers } from './administer.ts';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import { cutPage } from './cutPage.ts';
import { parseBody, wrongInput } from './parseInput.ts';

type Nothing = Record<string, never>;
type ListQuery = {
  limit: number;
  cursor?: string | undefined;
  createdBy?: string | undefined;
  action?: string | undefined;
};

export function getAccount({ accounts }: ApiPorts) {
  return async ({ caller, response }: Ask<Nothing>): Promise<void> => {
    const account = await accounts.get(caller.accountId);
    if (account === null) throw new Problem('not_found', 'This account is gone.');
    response.json(accountView(account));
  };
}

export function updateAccount(ports: ApiPorts, settings: ApiSettings) {
  return async (ask: Ask<Nothing, Record<string, unknown>>): Promise<void> => {
    const updated = await administer(ports, ask, (before) => {
      const { id, revision, ...terms } = before;
      const after: Account = { id, revision, ...parseBody(accountInput, mergePatch(terms, ask.body)) };
      refuseAboveCeiling(before, after, settings);
      const changes = changedMembers(accountView(before), accountView(after));
      if (changes === null) return Promise.resolve({ value: before, write: null });
      return Promise.resolve({
        value: { ...after, revision: revision + 1 },
        write: {
          action: 'account.updated',
          detail: { changes },
          commit: (act) => ports.admin.saveAccount(act, after),
        },
      });
    });
    ask.response.json(accountView(updated));
  };
}

export function listAuditEntries({ audit }: ApiPorts) {
  return async ({ caller, query, response }: Ask<ListQuery>): Promise<void> => {
    const { limit, cursor, ...filter } = query;
    const scope = { list: 'audit-entries', ...filter };
    const after = parseCursor(scope, cursor, z.string());
    const { data, last } = cutPage(await audit.page(caller.accountId, { ...filter, after, limit: limit + 1 }), limit);
    const views = data.map(({ id, at, action, by, jobId, requestId, detail }): AuditEntryView => ({
      id,
      at: at.toISOString(),
      action,
      by,
      jobId,
      requestId,
      detail,
    }));
    response.json({ data: views, nextCursor: last && formatCursor(scope, last.id) });
  };
}

export function accountView({ id, name, country, revision, limits, licenses, requireDirectory }: Account): Account {
  return { id, name, country, revision, limits, licenses, requireDirectory };
}

/** What is above the ceiling already, since it was lowered, may stay: the lower of both holds. */
function refuseAboveCeiling(before: Account, after: Account, { maxRows, maxFileBytes }: ApiSettings): void {
  const ceilings: AccountLimits = { importRows: maxRows, updateRows: maxRows, fileBytes: maxFileBytes };
  const errors = (['importRows', 'updateRows', 'fileBytes'] as const)
    .filter((name) => after.limits[name] > ceilings[name] && after.limits[name] !== before.limits[name])
    .map((name) => ({ path: `limits.${name}`, message: `limits.${name}: must be at most ${ceilings[name]}.` }));
  if (errors.length > 0) throw wrongInput(errors);
}
