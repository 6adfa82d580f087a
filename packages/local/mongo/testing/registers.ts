import type { ClientSession, Collection, MongoClient } from 'mongodb';
import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { INITIAL } from './checkHistory.ts';

/** The few documents that everybody fights for, through one client library. */
export interface Registers {
  startSession(): Promise<ClientSession>;
  read(key: string, session: ClientSession): Promise<string>;
  /** Returns what it replaced. */
  write(key: string, value: string, session?: ClientSession): Promise<string>;
  /** Inserts a document under a unique value. */
  take(unique: string, name: string, session: ClientSession): Promise<void>;
  /** Adds one to the counter. */
  raise(): Promise<void>;
  /** The library's own way to run a transaction again until it ends well. */
  withTransaction(work: (session: ClientSession) => Promise<void>): Promise<void>;
}

type Register = { _id: string; v?: string; n?: number; unique?: string };

export const KEYS: readonly string[] = ['a', 'b', 'c', 'd', 'e'];
const COUNTER = 'counter';

export async function setUpRegisters(client: MongoClient): Promise<void> {
  const registers = collectionOf(client);
  await registers.createIndexes([
    { key: { unique: 1 }, unique: true, partialFilterExpression: { unique: { $exists: true } } },
  ]);
  await registers.insertMany([...KEYS.map((_id) => ({ _id, v: INITIAL })), { _id: COUNTER, n: 0 }]);
}

/** What every key ends as, and the counter. */
export async function finalState(client: MongoClient): Promise<{ values: Map<string, string>; counter: number }> {
  const all = await collectionOf(client).find({}).toArray();
  const values = all.filter(({ _id }) => KEYS.includes(_id)).map(({ _id, v }) => [_id, v ?? ''] as const);
  return { values: new Map(values), counter: all.find(({ _id }) => _id === COUNTER)?.n ?? -1 };
}

export function driverRegisters(client: MongoClient): Registers {
  const registers = collectionOf(client);
  return {
    startSession: () => Promise.resolve(client.startSession()),
    read: async (_id, session) => (await registers.findOne({ _id }, { session }))?.v ?? '',
    write: async (_id, v, session) => {
      const before = await registers.findOneAndUpdate({ _id }, { $set: { v } }, session ? { session } : {});
      return before?.v ?? '';
    },
    take: async (unique, _id, session) => {
      await registers.insertOne({ _id, unique }, { session });
    },
    raise: async () => {
      await registers.updateOne({ _id: COUNTER }, { $inc: { n: 1 } });
    },
    withTransaction: (work) => client.withSession((session) => session.withTransaction(() => work(session))),
  };
}

export function mongooseRegisters(connection: Connection): Registers {
  const schema = new mongoose.Schema<Register>({ _id: String, v: String, n: Number, unique: String });
  const Register = connection.model('Register', schema, REGISTERS, { overwriteModels: true });
  return {
    startSession: () => connection.startSession(),
    read: async (_id, session) => (await Register.findById(_id).session(session).lean())?.v ?? '',
    write: async (_id, v, session) => {
      const before = await Register.findOneAndUpdate({ _id }, { $set: { v } }, session ? { session } : {}).lean();
      return before?.v ?? '';
    },
    take: async (unique, _id, session) => {
      await Register.create([{ _id, unique }], { session });
    },
    raise: async () => {
      await Register.updateOne({ _id: COUNTER }, { $inc: { n: 1 } });
    },
    withTransaction: async (work) => {
      await connection.transaction(work);
    },
  };
}

const REGISTERS = 'registers';

function collectionOf(client: MongoClient): Collection<Register> {
  return client.db('history').collection<Register>(REGISTERS);
}
