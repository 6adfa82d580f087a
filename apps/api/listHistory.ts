import { formatCursor, parseCursor, Problem, type UserChangeView } from '@muster/contract';
import { isId } from '@muster/domain';
import type { UserChange } from '@muster/jobs';
import { z } from 'zod';
import type { ApiPorts } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import { cutPage } from './cutPage.ts';

const place = z.object({ at: z.iso.datetime(), jobId: z.string() });

/** A user who was removed is found by their history alone, as long as that is kept. */
export function listHistory({ users, history }: ApiPorts) {
  return async ({
    caller,
    id,
    query,
    response,
  }: Ask<{ limit: number; cursor?: string | undefined }>): Promise<void> => {
    const { limit, cursor } = query;
    const scope = { list: 'history', id };
    const after = parseCursor(scope, cursor, place);
    const found = isId('user', id) ? await history.page(caller.accountId, id, { after, limit: limit + 1 }) : [];
    if (found.length === 0 && (!isId('user', id) || (await users.get(caller.accountId, id)) === null)) {
      throw new Problem('not_found', 'There is no such user.');
    }
    const { data, last } = cutPage(found, limit);
    response.json({
      data: data.map(userChangeView),
      nextCursor: last && formatCursor(scope, { at: last.at.toISOString(), jobId: last.jobId }),
    });
  };
}

function userChangeView({ jobId, kind, at, createdBy, change }: UserChange): UserChangeView {
  const { row, action, fields } = change;
  const by = { keyId: createdBy.keyId, name: createdBy.name };
  return { jobId, kind, row, at: at.toISOString(), by, action, fields };
}
