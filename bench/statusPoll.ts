import { writeFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startLeashed } from '@muster/local/leash';
import { startApi, startProduct, type Product } from '@muster/testkit/services';
import autocannon from 'autocannon';

/**
 * Status polls with the tag of what is known (304), a second, against an Express that does nothing, alternately: of one job
 * by all connections, and of fifty jobs. Prints JSON and keeps it in bench/out. `--quick`: shorter rounds.
 */
const seconds = process.argv.includes('--quick') ? 2 : 5;
const rounds = 3;
const connections = 50;
/** The limits stay on, so that they are counted, but refuse nobody. */
const unlimited = { MUSTER_RATE_LIMIT: '1000000000', MUSTER_ACCOUNT_RATE_LIMIT: '1000000000' };

type Poll = { path: string; etag: string };
type Figures = Record<'floor' | 'oneJob' | 'fiftyJobs', number>;

const product = await startProduct();
const api = await startApi(product, unlimited);
const floor = await startFloor();
const key = product.accounts[0]?.keys.admin ?? '';
try {
  const polls: Poll[] = [];
  for (let count = 0; count < connections; count += 1) polls.push(await endedJob(product));
  const found: Figures[] = [];
  await measure(floor.url, polls.slice(0, 1), 200); // warm
  await measure(api.url, polls, 304);
  for (let round = 0; round < rounds; round += 1) {
    found.push({
      floor: await measure(floor.url, polls.slice(0, 1), 200),
      oneJob: await measure(api.url, polls.slice(0, 1), 304),
      fiftyJobs: await measure(api.url, polls, 304),
    });
  }
  const report = {
    bench: 'statusPoll',
    gate: 0.5,
    perSecond: found,
    ratio: { oneJob: ratios(found, 'oneJob'), fiftyJobs: ratios(found, 'fiftyJobs') },
  };
  const text = `${JSON.stringify(report, null, 2)}\n`;
  await mkdir(fileURLToPath(new URL('out/', import.meta.url)), { recursive: true });
  await writeFile(fileURLToPath(new URL('out/statusPoll.json', import.meta.url)), text);
  process.stdout.write(text);
} finally {
  await api.stop();
  await floor.stop();
  await product.stop();
}

/** Requests a second; every one of them must be answered as it should. */
async function measure(url: string, polls: readonly Poll[], status: number): Promise<number> {
  const requests = polls.map(({ path, etag }) => ({
    path,
    headers: { authorization: `Bearer ${key}`, 'if-none-match': etag },
  }));
  const result = await autocannon({ url, connections, duration: seconds, requests });
  const others = Object.entries(result.statusCodeStats ?? {}).filter(([code]) => code !== String(status));
  if (result.errors > 0 || others.length > 0)
    throw new Error(`not all were answered ${status}: ${JSON.stringify(result.statusCodeStats)}`);
  return Math.round(result.requests.average);
}

function ratios(found: readonly Figures[], name: 'oneJob' | 'fiftyJobs') {
  const all = found.map((round) => round[name] / round.floor).sort((a, b) => a - b);
  const rounded = (n: number | undefined): number => Math.round((n ?? 0) * 100) / 100;
  return { median: rounded(all[Math.floor(all.length / 2)]), min: rounded(all[0]), max: rounded(all.at(-1)) };
}

/** A job that has ended: nothing moves any more. */
async function endedJob({ url }: Product): Promise<Poll> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'text/csv' };
  const made = await fetch(`${url}/v1/jobs/import-users`, { method: 'POST', headers, body: 'user_email,role\n' });
  const path = made.headers.get('location') ?? '';
  for (;;) {
    const answer = await fetch(`${url}${path}?wait=5`, { headers });
    const { finishedAt } = (await answer.json()) as { finishedAt: string | null };
    if (finishedAt !== null) return { path, etag: answer.headers.get('etag') ?? '' };
  }
}

async function startFloor(): Promise<{ url: string; stop: () => Promise<void> }> {
  const main = fileURLToPath(new URL('expressNoop.mjs', import.meta.url));
  const child = await startLeashed(process.execPath, [main], { ipc: true });
  const port = await new Promise<number>((resolve) =>
    child.process.once('message', (message) => resolve(Number(message))),
  );
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await child.stop(5_000);
    },
  };
}
