import { Problem } from '@muster/contract';
import type { Keep, KeptAnswer, KeyedRequest } from '@muster/jobs';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import { sendCreated, sendKept, toKeep, type Created } from './created.ts';
import { hashOfJson, hashOfLine, idempotencyKeyOf } from './idempotencyKey.ts';
import { giveUpKey, keptAnswer, takeKey } from './requestKeys.ts';
import { requestIdOf } from './requestId.ts';

/** A request that may create. `jobId` is for the job it makes, if it makes one. */
export type Claim = {
  jobId: string;
  /**
   * To be asked right before something is created, with the hash of a body that has been read by now.
   * @throws Problem when another request has taken over.
   */
  confirm: (bodySha256?: string) => Promise<void>;
  /** The answer, for whoever can write it together with what it tells of: then no death comes between the two. */
  keep: Keep<Created>;
};

/** How to do what is asked; and for bodies that are read while it is done, how to do nothing but hash one. */
export type Create<Query, Body> = (ask: Ask<Query, Body>, claim: Claim) => Promise<Created>;
type Hash<Query, Body> = (ask: Ask<Query, Body>) => Promise<string>;

const patienceMs = 10_000;
const betweenLooksMs = 100;
/** Now and then it is checked whether the first is still alive. */
const looksPerCheck = 5;

/**
 * Answers requests that create something. Those that carry an Idempotency-Key are done once however often they are sent:
 * the first is answered, and its answer kept; the others get the very same bytes. What fails frees its key.
 */
export function once(ports: ApiPorts, settings: Pick<ApiSettings, 'leaseMs'>) {
  /** An upload's own heartbeat may be missed for one lease, and its request is dead after another: 30 s. */
  const silentMs = 2 * settings.leaseMs;

  return <Query, Body>(create: Create<Query, Body>, hash?: Hash<Query, Body>) =>
    async (ask: Ask<Query, Body>): Promise<void> => {
      const { caller, request, response } = ask;
      const key = idempotencyKeyOf(request);
      const jobId = ports.newId('job');
      if (key === null) {
        const created = await create(ask, { jobId, confirm: () => Promise.resolve(), keep: () => null });
        sendCreated(response, created);
        return;
      }
      const asked: KeyedRequest = {
        accountId: caller.accountId,
        key,
        holder: requestIdOf(response),
        line: hashOfLine(request),
        bodySha256: hash === undefined ? hashOfJson(ask.body) : null,
        jobId,
        answer: null,
      };
      const holding = await takeKey(ports, asked, silentMs);
      if (holding.holder === asked.holder) await run(holding, ask, create);
      else await repeat(holding, asked, ask, create, hash);
    };

  /** As the first of its key. */
  async function run<Query, Body>(
    mine: KeyedRequest,
    ask: Ask<Query, Body>,
    create: Create<Query, Body>,
  ): Promise<void> {
    const { jobId } = mine;
    const heartbeat = setInterval(() => {
      ports.requests.beat(mine, null).catch((err: unknown) => ports.log.warn({ err, jobId }, 'could not renew a key'));
    }, silentMs / 6);
    const confirm = async (bodySha256?: string): Promise<void> => {
      if (!(await ports.requests.beat(mine, bodySha256 ?? null)))
        throw inProgress('Another request has taken its place.');
    };
    try {
      await ports.reach('creation-next');
      const created = await create(ask, { jobId, confirm, keep: (done) => ({ request: mine, answer: toKeep(done) }) });
      await ports.reach('creation-done');
      const other = await keep(mine, created);
      await ports.reach('answer-kept');
      if (other === null) sendCreated(ask.response, created);
      else sendKept(ask.response, other);
    } catch (cause) {
      await giveUpKey(ports, mine).catch((err: unknown) => {
        ports.log.warn({ err, jobId }, 'could not free a key; it will be, once it has been silent for long enough');
      });
      throw cause;
    } finally {
      clearInterval(heartbeat);
    }
  }

  /**
   * Not the first: the body is heard to its end, and the answer of the first is waited for. Should the first fail or die
   * meanwhile, it is done now; or, where the body was to be read while it is done, by the next who asks.
   */
  async function repeat<Query, Body>(
    first: KeyedRequest,
    mine: KeyedRequest,
    ask: Ask<Query, Body>,
    create: Create<Query, Body>,
    hash: Hash<Query, Body> | undefined,
  ): Promise<void> {
    const deadline = performance.now() + patienceMs;
    if (first.line !== mine.line) throw reused();
    const bodySha256 = mine.bodySha256 ?? (await hash?.(ask));
    let found = first;
    for (let look = 1; found.holder !== mine.holder; look += 1) {
      const isKnown = found.bodySha256 !== null;
      if (found.line !== mine.line || (isKnown && found.bodySha256 !== bodySha256)) throw reused();
      const answer = isKnown ? await keptAnswer(ports, found) : null;
      if (answer !== null) {
        ask.response.set('Idempotency-Replayed', 'true');
        sendKept(ask.response, answer);
        return;
      }
      if (performance.now() > deadline) {
        throw inProgress('The first request with this Idempotency-Key has no answer yet.');
      }
      await pause(betweenLooksMs);
      const there = look % looksPerCheck === 0 ? null : await ports.requests.find(mine.accountId, mine.key);
      found = there ?? (await takeKey(ports, mine, silentMs));
    }
    if (hash === undefined) return run(found, ask, create);
    await giveUpKey(ports, found);
    throw inProgress('The first request with this Idempotency-Key failed.');
  }

  /** Null: this is the answer from now on. Else somebody was quicker to make one of the job, and that is the answer. */
  async function keep(mine: KeyedRequest, created: Created): Promise<KeptAnswer | null> {
    try {
      if (await ports.requests.keep(mine, toKeep(created))) return null;
      return (await ports.requests.find(mine.accountId, mine.key))?.answer ?? null;
    } catch (err) {
      ports.log.warn({ err, jobId: mine.jobId }, 'could not keep an answer; it will be made of the job again');
      return null; // what was created stays, so it is told
    }
  }
}

function reused(): Problem {
  return new Problem('idempotency_key_reused', 'This Idempotency-Key was used for another request.');
}

function inProgress(detail: string): Problem {
  return new Problem('idempotency_in_progress', detail);
}
