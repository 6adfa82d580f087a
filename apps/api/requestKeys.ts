import type { Job } from '@muster/domain';
import type { KeptAnswer, KeyedRequest } from '@muster/jobs';
import type { ApiPorts } from './apiPorts.ts';
import { acceptedJob, toKeep } from './created.ts';

type Needs = Pick<ApiPorts, 'requests' | 'jobs' | 'clock'>;

/**
 * The request that has the key from now on: `asked` when the key was free or its holder has died and left no job;
 * else the one it has to be compared with.
 */
export async function takeKey(ports: Needs, asked: KeyedRequest, silentMs: number): Promise<KeyedRequest> {
  const first = await ports.requests.claim(asked);
  if (first.holder === asked.holder || first.answer !== null || (await madeJob(ports, first)) !== null) return first;
  if (!(await ports.requests.takeOver(first, asked.holder, silentMs))) return first;
  // From here on the old holder, should it only have slept, can confirm nothing any more. What it confirmed before is
  // either a job by now, which is the answer, or has to go.
  await ports.jobs.removeReceiving(first.jobId);
  if ((await madeJob(ports, first)) !== null) return (await ports.requests.find(asked.accountId, asked.key)) ?? first;
  // A job without upload is recorded in one write: under the id of before, the sleeper's write and ours exclude each other.
  const isSame = asked.line === first.line && asked.bodySha256 !== null;
  const mine = isSame ? { ...asked, jobId: first.jobId } : asked;
  await ports.requests.restate(mine);
  return mine;
}

/** What the request was answered with, or what the job it made answers now; from then on that is its answer. */
export async function keptAnswer(ports: Needs, request: KeyedRequest): Promise<KeptAnswer | null> {
  if (request.answer !== null) return request.answer;
  const job = await madeJob(ports, request);
  if (job === null) return null;
  await ports.requests.keep(request, toKeep(acceptedJob(ports, job)));
  return (await ports.requests.find(request.accountId, request.key))?.answer ?? null;
}

/** Frees the key for another try, unless the job is there, whatever its maker was told: then that is the answer. */
export async function giveUpKey(ports: Needs, request: KeyedRequest): Promise<void> {
  if ((await madeJob(ports, request)) === null) await ports.requests.free(request);
}

async function madeJob({ jobs }: Needs, { accountId, jobId }: KeyedRequest): Promise<Job | null> {
  const job = await jobs.get(accountId, jobId);
  return job === null || job.state === 'receiving' ? null : job;
}
