import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MongoClient } from 'mongodb';
import { startMongo } from '../startMongo.ts';
import { CASES } from './cases.ts';
import { runCase } from './runCase.ts';

/** `npm run conformance [-- --uri mongodb://…]`: every case, put to that replica set, or else to the embedded server. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { uri: { type: 'string' } } });
  if (values.uri !== undefined) return runAll(values.uri, false);
  const dataDir = await mkdtemp(join(tmpdir(), 'muster-conformance-'));
  const mongo = await startMongo({ dataDir, noSync: true });
  try {
    return await runAll(mongo.uri, true);
  } finally {
    await mongo.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** A database of its own, dropped afterwards. Returns how many cases came out otherwise. */
async function runAll(uri: string, isEmbedded: boolean): Promise<number> {
  const client = await MongoClient.connect(uri);
  const database = `muster_conformance_${process.pid}`;
  let passed = 0;
  let failed = 0;
  try {
    for (const [about, cases] of Object.entries(CASES)) {
      for (const subject of cases) {
        if (subject.isRefusal && !isEmbedded) continue;
        const differences = await runCase(client, database, subject);
        if (differences.length === 0) passed++;
        else failed++;
        for (const difference of differences) {
          console.log(
            `${about}: ${subject.title}\n  ${difference}\n  https://www.mongodb.com/docs/manual/${subject.page}`,
          );
        }
      }
    }
  } finally {
    await client.db(database).dropDatabase();
    await client.close();
  }
  console.log(`${passed} cases as documented, ${failed} otherwise`);
  return failed;
}

main().then(
  (failed) => (process.exitCode = failed > 0 ? 1 : 0),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
