import mongoose, { type Connection } from 'mongoose';
import { openCollections, type Collections } from './collections.ts';

/** One connection to a replica set, its collections and indexes in place. */
export type Mongo = {
  connection: Connection;
  collections: Collections;
  /** Rejects when the database does not answer within two seconds. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Connects, and creates what is missing. Reads and writes are majority: what this process was told is durable, stays.
 * With `monitorCommands` the client tells of each command, for those who count them.
 * @throws when no server answers within `connectMs` (default 10 s).
 */
export async function connectMongo(
  uri: string,
  options: { connectMs?: number; appName?: string; monitorCommands?: boolean } = {},
): Promise<Mongo> {
  const connection = await mongoose
    .createConnection(uri, {
      serverSelectionTimeoutMS: options.connectMs ?? 10_000,
      appName: options.appName ?? 'muster',
      monitorCommands: options.monitorCommands ?? false,
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority' },
      retryWrites: true,
    })
    .asPromise();
  const collections = await openCollections(connection);
  return {
    connection,
    collections,
    ping: async () => {
      await connection.db?.command({ ping: 1 }, { timeoutMS: 2_000 });
    },
    close: () => connection.close(),
  };
}
