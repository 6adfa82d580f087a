import { claimFolder } from './claimFolder.ts';
import { keepCrew } from './crew.ts';
import { apiName, crewMembers } from './crewMembers.ts';
import type { DemoAccount } from './demoFile.ts';
import { developmentSecret } from './developmentSecret.ts';
import { ensureDemo, finishDemo } from './ensureDemo.ts';
import { openDatabase } from './openDatabase.ts';
import { openRedis } from './openRedis.ts';
import type { Settings } from './readSettings.ts';
import { requireFreePort } from './requireFreePort.ts';
import { removeRunFile, writeRunFile } from './runFiles.ts';
import { describeEnding, type Service } from './service.ts';

export type Say = (sentence: string) => void;

/**
 * Muster on one machine: database, Redis, API and workers, opened in this order and closed in the opposite one.
 * Resolves when `asked` aborts and all of it has ended; a worker or API that dies meanwhile is replaced.
 * @throws Error in one sentence when it cannot start or cannot go on; then, too, everything has ended.
 */
export async function supervise(settings: Settings, asked: AbortSignal, say: Say): Promise<void> {
  const claim = claimFolder(settings.dataDir, () => {
    say('An earlier run was killed: waiting for what is left of it to end …');
    removeRunFile(settings.dataDir);
  });
  const end = endOf(asked);
  const opened: Closable[] = [];
  try {
    removeRunFile(settings.dataDir);
    await requireFreePort(settings.port, settings.host);
    await openAll({ settings, hold: claim.hold, end, opened, say });
    await end.comes;
  } catch (error) {
    end.because(error instanceof Error ? error : new Error(String(error)));
  } finally {
    if (asked.aborted) say('Stopping: work in hand is brought to an end …');
    removeRunFile(settings.dataDir);
    for (const { stop } of opened.reverse()) await stop();
    claim.release();
  }
  const failure = end.failure();
  if (failure !== null) throw failure;
}

type Closable = { stop: () => Promise<void> };

/** Everything ends once: because it was asked to, or for the first reason given. */
type End = { comes: Promise<void>; because: (failure: Error) => void; failure: () => Error | null; check: () => void };

function endOf(asked: AbortSignal): End {
  let first: Error | null = null;
  let come: () => void = () => undefined;
  const comes = new Promise<void>((resolve) => (come = resolve));
  if (asked.aborted) come();
  else asked.addEventListener('abort', () => come(), { once: true });
  return {
    comes,
    because: (failure) => {
      if (!asked.aborted) first ??= failure;
      come();
    },
    failure: () => first,
    check: () => {
      if (asked.aborted || first !== null) throw new Error('the end has come while starting');
    },
  };
}

type Opening = { settings: Settings; hold: number; end: End; opened: Closable[]; say: Say };

async function openAll({ settings, hold, end, opened, say }: Opening): Promise<void> {
  const { dataDir } = settings;
  const database = await openDatabase({ given: settings.mongoUri, dataDir, hold });
  keepOpen('Database', database);
  const redis = await openRedis({ given: settings.redisUrl, dataDir, hold }, say);
  keepOpen('Redis', redis);
  say(
    `Files     ${settings.s3Bucket === undefined ? 'on disk (set S3_BUCKET for S3)' : `S3 bucket ${settings.s3Bucket}`}`,
  );

  const pepper = settings.pepper ?? developmentSecret(dataDir, 'pepper');
  const secretKey = settings.secretKey ?? developmentSecret(dataDir, 'secret-key');
  const demo = settings.production ? [] : await ensureDemo({ dataDir, database, pepper, say });
  end.check();

  const link = linkTo(demo, database, pepper, say);
  const crew = keepCrew(crewMembers(settings, { database, redis, pepper, secretKey, hold }), {
    onDeath: (name, ending) => say(`The ${name} has ended (${describeEnding(ending)}) and is replaced.`),
    onReplaced: tell,
    onHopeless: end.because,
  });
  opened.push(crew);
  await Promise.race([crew.ready, end.comes]);
  end.check();
  const url = tell();
  if (url !== null) greet(url, demo, await link, dataDir, say);

  function keepOpen(name: string, service: Service): void {
    say(`${name.padEnd(9)} ${service.title}`);
    if (service.own !== null) {
      opened.push(service.own);
      void service.own.ended.then((ending) => {
        end.because(new Error(`${name} has ended (${describeEnding(ending)}), so everything was stopped.`));
      });
    }
    end.check();
  }

  /** While somebody is missing there is nothing to tell: his replacement will have us called again. */
  function tell(): string | null {
    const [api, ...workers] = crew.posts();
    if (api?.name !== apiName || workers.length !== settings.workers) return null;
    const url = `http://127.0.0.1:${api.port}`;
    if (!settings.production) finishDemo(dataDir, { url, accounts: demo });
    writeRunFile(dataDir, { url, database, redis, api, workers });
    return url;
  }
}

/** Made while API and workers start, and loaded only then: connecting takes a while. Without it there are still the keys. */
async function linkTo(
  [account]: readonly DemoAccount[],
  database: Service,
  pepper: string,
  say: Say,
): Promise<string | null> {
  if (account === undefined) return null;
  try {
    const { demoLink } = await import('./demoLink.ts');
    return await demoLink(database.uri, pepper, account.id);
  } catch (error) {
    say(`Demo      no sign-in link: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

function greet(url: string, accounts: readonly DemoAccount[], link: string | null, dataDir: string, say: Say): void {
  const [account] = accounts;
  say('');
  say(`Muster is ready at ${url}`);
  if (account !== undefined) {
    say(`Admin key of “${account.name}”: ${account.keys.admin}`);
    if (link !== null) say(`Sign in, once and today: ${url}${link}`);
    say(`All demo keys are in ${dataDir}/demo.json`);
  }
  say('Ctrl-C stops it.');
}
