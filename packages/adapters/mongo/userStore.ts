import { key, type User, type UserFilter } from '@muster/domain';
import type { UserQuery, UserSortField, UserStore } from '@muster/jobs';
import type { mongo } from 'mongoose';
import type { Collections, UserDoc } from './collections.ts';
import { fromDoc } from './stored.ts';

/** The stored field behind each sort order; each has its index. */
const sortFields = {
  email: 'emailKey',
  displayName: 'displayNameKey',
  updatedAt: 'updatedAt',
} as const satisfies Record<UserSortField, keyof UserDoc>;

export function mongoUserStore({ users }: Collections): UserStore {
  return {
    get: async (accountId, userId) => {
      const doc = await users.findOne({ _id: userId, accountId });
      return doc === null ? null : toUser(doc);
    },
    findByEmailKeys: async (accountId, emailKeys) => {
      if (emailKeys.length === 0) return new Map();
      const found = await users.find({ accountId, emailKey: { $in: [...emailKeys] } }).toArray();
      return new Map(found.map((doc) => [doc.emailKey, toUser(doc)]));
    },
    findByIds: async (accountId, ids) => {
      if (ids.length === 0) return new Map();
      const found = await users.find({ _id: { $in: [...ids] }, accountId }).toArray();
      return new Map(found.map((doc) => [doc._id, toUser(doc)]));
    },
    page: async (accountId, query) => {
      const direction = query.sort.descending ? -1 : 1;
      const found = users
        .find({ $and: [userFilter(accountId, query.filter), afterUser(query)] })
        .sort({ [sortFields[query.sort.field]]: direction, _id: direction })
        .limit(query.limit);
      return (await found.toArray()).map(toUser);
    },
    stream: async function* (accountId, filter, batchSize) {
      let batch: User[] = [];
      for await (const doc of users.find(userFilter(accountId, filter)).sort({ _id: 1 }).batchSize(batchSize)) {
        batch.push(toUser(doc));
        if (batch.length < batchSize) continue;
        yield batch;
        batch = [];
      }
      if (batch.length > 0) yield batch;
    },
    count: (accountId, filter) => users.countDocuments(userFilter(accountId, filter)),
    seatsHeld: (accountId, name) => users.countDocuments({ accountId, package: name }),
  };
}

/** The keys that stand beside a user's texts wherever those are written. */
export function userKeys(fields: Partial<Pick<User, 'email' | 'displayName'>>): Partial<UserKeys> {
  return {
    ...(fields.email === undefined ? {} : { emailKey: key(fields.email) }),
    ...(fields.displayName === undefined ? {} : { displayNameKey: key(fields.displayName) }),
  };
}

type UserKeys = Pick<UserDoc, 'emailKey' | 'displayNameKey'>;

function userFilter(accountId: string, filter: UserFilter): mongo.Filter<UserDoc> {
  const conditions: mongo.Filter<UserDoc>[] = [{ accountId }];
  const search = filter.search === undefined ? '' : key(filter.search);
  if (search !== '') {
    const contains = { $regex: search.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&') };
    conditions.push({ $or: [{ emailKey: contains }, { displayNameKey: contains }] });
  }
  const { queueId, skillId } = filter;
  if (queueId !== undefined) conditions.push({ $or: [{ agentQueueIds: queueId }, { supervisorQueueIds: queueId }] });
  if (skillId !== undefined) conditions.push({ 'skills.skillId': skillId });
  for (const name of ['roleId', 'teamId', 'regionId', 'access', 'status'] as const) {
    if (filter[name] !== undefined) conditions.push({ [name]: filter[name] });
  }
  return { $and: conditions };
}

function afterUser({ after, sort }: UserQuery): mongo.Filter<UserDoc> {
  if (after === null) return {};
  const field = sortFields[sort.field];
  const beyond = sort.descending ? '$lt' : '$gt';
  const value = field === 'updatedAt' ? new Date(after.value) : after.value;
  return { $or: [{ [field]: { [beyond]: value } }, { [field]: value, _id: { [beyond]: after.id } }] };
}

function toUser(doc: UserDoc): User {
  return fromDoc(doc, 'accountId', 'emailKey', 'displayNameKey');
}
