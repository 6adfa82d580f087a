import { Fault } from '@muster/domain';
import type { Keeping, KeptAnswer, KeyedRequest, RequestStore } from '@muster/jobs';
import type { mongo } from 'mongoose';
import { isDeepStrictEqual } from 'node:util';
import type { Collections, RequestDoc } from './collections.ts';

export function mongoRequestStore({ requests }: Collections): RequestStore {
  const find: RequestStore['find'] = async (accountId, key) => {
    const doc = await requests.findOne({ _id: idOf({ accountId, key }) });
    return doc === null ? null : toRequest(doc);
  };
  return {
    find,
    claim: async (request) => {
      const { accountId, key, holder, ...rest } = request;
      for (;;) {
        try {
          // Somebody else's document does not match, and a second one of that id cannot be inserted.
          await requests.updateOne(
            { _id: idOf(request), holder },
            { $setOnInsert: rest, $currentDate: { beatAt: true } },
            { upsert: true },
          );
          return request;
        } catch (cause) {
          if (!isDuplicate(cause)) throw cause;
        }
        const other = await find(accountId, key);
        if (other !== null) return other;
      }
    },
    takeOver: async (from, holder, silentMs) => {
      const silent = { $expr: { $lt: ['$beatAt', { $subtract: ['$$NOW', silentMs] }] } };
      const { matchedCount } = await requests.updateOne(
        { ...unanswered(from), ...silent },
        { $set: { holder }, $currentDate: { beatAt: true } },
      );
      return matchedCount === 1;
    },
    restate: async (request) => {
      const { line, bodySha256, jobId } = request;
      await requests.updateOne(unanswered(request), { $set: { line, bodySha256, jobId } });
    },
    beat: async (request, bodySha256) => {
      const { matchedCount } = await requests.updateOne(unanswered(request), {
        ...(bodySha256 === null ? {} : { $set: { bodySha256 } }),
        $currentDate: { beatAt: true },
      });
      return matchedCount === 1;
    },
    keep: async (request, answer) => {
      const { matchedCount } = await requests.updateOne(unanswered(request), answered(answer));
      return matchedCount === 1 || isDeepStrictEqual((await find(request.accountId, request.key))?.answer, answer);
    },
    free: async (request) => {
      await requests.deleteOne(unanswered(request));
    },
    removeBefore: async (moment) => {
      await requests.deleteMany({ beatAt: { $lt: moment } });
    },
  };
}

/** As a part of the transaction that does what the answer tells of. @throws Fault `key_lost`: it must not be done. */
export async function keepWithin(
  session: mongo.ClientSession,
  { requests }: Pick<Collections, 'requests'>,
  keeping: Keeping | null,
): Promise<void> {
  if (keeping === null) return;
  const { request, answer } = keeping;
  const { matchedCount } = await requests.updateOne(unanswered(request), answered(answer), { session });
  if (matchedCount !== 1) throw new Fault('key_lost', { retry: true });
}

/** Ids of accounts have no slash. */
function idOf({ accountId, key }: Pick<KeyedRequest, 'accountId' | 'key'>): string {
  return `${accountId}/${key}`;
}

function unanswered(request: KeyedRequest): mongo.Filter<RequestDoc> {
  return { _id: idOf(request), holder: request.holder, answer: null };
}

function answered(answer: KeptAnswer): mongo.UpdateFilter<RequestDoc> {
  return { $set: { answer }, $currentDate: { beatAt: true } };
}

function toRequest({ _id, beatAt, ...rest }: RequestDoc): KeyedRequest {
  const slash = _id.indexOf('/');
  return { accountId: _id.slice(0, slash), key: _id.slice(slash + 1), ...rest };
}

function isDuplicate(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 11_000;
}
