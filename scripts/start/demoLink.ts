import { connectMongo } from '@muster/adapters/mongo';
import { signInLink } from '../account/signInLink.ts';

/** A demo is looked at when there is time. */
const ttlMs = 24 * 3_600_000;

/** The path that signs in to a demo account, made anew at every start: used once, or never. */
export async function demoLink(uri: string, pepper: string, accountId: string): Promise<string> {
  const mongo = await connectMongo(uri, { appName: 'muster-start' });
  try {
    return await signInLink(mongo, { accountId, pepper, ttlMs });
  } finally {
    await mongo.close();
  }
}
