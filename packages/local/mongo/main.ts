import { parseArgs } from 'node:util';
import { startMongo } from './startMongo.ts';

/** `node main.js --data DIR --port N` (0 = any free port). Says when it is ready, ends on SIGTERM or SIGINT with 0. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: 'string' }, port: { type: 'string', default: '0' } } });
  const port = Number(values.port);
  if (values.data === undefined || !Number.isInteger(port)) throw new Error('usage: main.js --data DIR --port N');
  const mongo = await startMongo({ dataDir: values.data, port });
  const stop = (): void => {
    // Everything acknowledged is on disk: whatever hangs on the way out may be left behind.
    setTimeout(() => process.exit(0), STOP_DEADLINE_MS).unref();
    mongo.close().then(
      () => process.exit(0),
      (fault: unknown) => fail(fault),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // A parent that died takes its channel along; without it nobody would ever stop us.
  process.once('disconnect', stop);
  process.send?.({ ready: { port: mongo.port } });
  console.log(`embedded mongo listening on 127.0.0.1:${mongo.port}`);
}

const STOP_DEADLINE_MS = 5_000;

function fail(fault: unknown): never {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exit(1);
}

main().catch(fail);
