import { parseArgs } from 'node:util';
import { connectMongo, insertAccount, insertKey, listAccounts, type Mongo } from '@muster/adapters/mongo';
import { makeApiKey, newId } from '@muster/adapters/process';
import { defaultLimits, type Account, type Caller, type References } from '@muster/domain';
import { firstRoles } from '../demo/references.ts';
import { findInstallation, type Installation } from './findInstallation.ts';
import { readPeople } from './readPeople.ts';
import { signInLink } from './signInLink.ts';

const usage = `npm run account -- create NAME [--country CC] [--people FILE]   makes an account, prints its admin key
npm run account -- list                                        names every account and its id
npm run account -- new-key ID                                  prints a new admin key of an account
npm run account -- sign-in ID                                  prints a link that signs in to the portal, once, within 10 minutes

FILE is a CSV file with the columns email and displayName: the account's directory.
It works on the Muster that runs from this folder (MUSTER_DATA_DIR), or on MONGODB_URI with MUSTER_KEY_PEPPER.`;

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    args: process.argv.slice(3),
    allowPositionals: true,
    options: { people: { type: 'string' }, country: { type: 'string', default: 'US' } },
  });
  const [verb, subject] = positionals;
  if (positionals.length > 2 || (verb !== 'list' && subject === undefined)) throw new Error(usage);
  const installation = findInstallation(process.env);
  const { mongoUri, pepper } = installation;
  const mongo = await connectMongo(mongoUri, { appName: 'muster-account' });
  try {
    if (verb === 'create' && subject !== undefined) await create(mongo, pepper, { name: subject, ...values });
    else if (verb === 'new-key' && subject !== undefined) await newKey(mongo, pepper, subject);
    else if (verb === 'sign-in' && subject !== undefined) await signIn(mongo, installation, subject);
    else if (verb === 'list') await list(mongo);
    else throw new Error(usage);
  } finally {
    await mongo.close();
  }
}

type Wish = { name: string; country: string; people?: string | undefined };

/** An account with the roles everybody starts with, a main region, a directory, and no users yet. */
async function create(mongo: Mongo, pepper: string, { name, country, people: file }: Wish): Promise<void> {
  if (!/^[A-Z]{2}$/.test(country)) throw new Error(`${country} is not a country: two capital letters, such as US.`);
  const people = file === undefined ? [] : await readPeople(file, newId);
  const licenses = { essentials: null, premium: null, elite: null };
  const account: Account = {
    id: newId('account'),
    name: name.normalize('NFC').trim(),
    country,
    revision: 0,
    limits: defaultLimits,
    licenses,
    requireDirectory: true,
  };
  const references: References = {
    roles: firstRoles(newId),
    queues: [],
    skills: [],
    teams: [],
    regions: [{ id: newId('region'), name: 'Main', isMain: true }],
    templates: [],
  };
  const { text, ...key } = adminKey(account.id, pepper);
  await insertAccount(mongo, { account, references, people, users: [], keys: [key] }, new Date(Date.now()));
  console.log(`${account.id} “${account.name}”, ${people.length} people in its directory`);
  console.log(`Admin key, shown this once: ${text}`);
}

async function newKey(mongo: Mongo, pepper: string, accountId: string): Promise<void> {
  await requireAccount(mongo, accountId);
  const { text, ...key } = adminKey(accountId, pepper);
  const { keyId, keyName: name, role } = key.caller;
  await insertKey(mongo, key, {
    id: newId('audit'),
    accountId,
    action: 'key.created',
    by: { keyId: '', name: 'npm run account' },
    jobId: null,
    requestId: null,
    detail: { id: keyId, name, role },
    at: new Date(Date.now()),
  });
  console.log(`Admin key, shown this once: ${text}`);
}

async function signIn(mongo: Mongo, { pepper, url }: Installation, accountId: string): Promise<void> {
  await requireAccount(mongo, accountId);
  const path = await signInLink(mongo, { accountId, pepper, ttlMs: 10 * 60_000 });
  console.log(`Signs in once, within 10 minutes: ${url ?? ''}${path}`);
}

async function requireAccount(mongo: Mongo, accountId: string): Promise<void> {
  const known = (await listAccounts(mongo)).some(({ id }) => id === accountId);
  if (!known) throw new Error(`There is no account ${accountId}: see npm run account -- list.`);
}

async function list(mongo: Mongo): Promise<void> {
  for (const { id, name, createdAt } of await listAccounts(mongo)) {
    console.log(`${id}  ${createdAt.toISOString()}  ${name}`);
  }
}

function adminKey(
  accountId: string,
  pepper: string,
): { text: string; caller: Caller; secretHash: string; expiresAt: null } {
  const { keyId, text, secretHash } = makeApiKey(newId, pepper);
  const caller: Caller = { accountId, keyId, keyName: 'Admin', role: 'admin', userId: null };
  return { text, caller, secretHash, expiresAt: null };
}
