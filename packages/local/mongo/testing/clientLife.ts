import type { ClientSession } from 'mongodb';
import type { Episode } from './checkHistory.ts';
import type { Random } from './random.ts';
import { KEYS } from './registers.ts';
import type { Registers } from './registers.ts';
import type { Failure } from './useMongo.ts';

export interface Witness {
  readonly episodes: Episode[];
  /** Raisings of the counter: known to be done, and those of which nobody heard. */
  raised: number;
  unheard: number;
}

export interface Life {
  readonly registers: Registers;
  /**
   * Where every reply arrives, if there is such a place: a plain write of which nobody hears would leave a gap that no
   * history can be checked across.
   */
  readonly heard: Registers | undefined;
  readonly random: Random;
  readonly witness: Witness;
  /** Longer than a transaction may take, in ms. */
  readonly tooLong: number;
}

/** One client: transactions by hand and by its library's helper, plain writes, and a counter. */
export async function liveAsClient(life: Life, who: string, isOver: (episodes: number) => boolean): Promise<void> {
  const { registers, heard, random, witness } = life;
  for (let n = 0; !isOver(n); n++) {
    const name = `${who}.${n}`;
    const dice = random.next();
    if (dice < 0.15) {
      await registers.raise().then(
        () => witness.raised++,
        () => witness.unheard++,
      );
    } else if (dice < 0.3 && heard) {
      const key = someKey(random);
      const episode = begin(witness, name);
      const before = await heard.write(key, name);
      episode.events.push({ kind: 'write', key, value: name, before });
      end(episode, 'committed');
    } else if (dice < 0.65) {
      await byHand(life, name);
    } else {
      await byHelper(life, name);
    }
  }
}

async function byHand({ registers, random, witness, tooLong }: Life, name: string): Promise<void> {
  const episode = begin(witness, name);
  const session = await registers.startSession();
  let isCommitting = false;
  try {
    session.startTransaction();
    await readAndWrite(registers, session, random, episode);
    if (random.next() < 0.02) await new Promise((resolve) => setTimeout(resolve, tooLong));
    if (random.next() < 0.15) {
      await session.abortTransaction();
      return;
    }
    isCommitting = true;
    await session.commitTransaction();
    if (random.next() < 0.1) await session.commitTransaction();
    end(episode, 'committed');
  } catch (error) {
    if (isCommitting) end(episode, outcomeOf(error));
  } finally {
    await session.endSession();
  }
}

/** The helper calls again only when nothing was committed: every run is an episode, and only the last one may count. */
async function byHelper({ registers, random, witness }: Life, name: string): Promise<void> {
  const runs: Episode[] = [];
  const state = { isCommitting: false };
  const endLast = (outcome: Episode['outcome']): void => {
    const last = runs.at(-1);
    if (last && state.isCommitting) end(last, outcome);
  };
  try {
    await registers.withTransaction(async (session) => {
      state.isCommitting = false;
      const run = begin(witness, `${name}.run${runs.length}`);
      runs.push(run);
      await readAndWrite(registers, session, random, run);
      if (random.next() < 0.05) throw new Error('changed my mind');
      state.isCommitting = true;
    });
    endLast('committed');
  } catch (error) {
    endLast(outcomeOf(error));
  }
}

function begin({ episodes }: Witness, name: string): Episode {
  const episode: Episode = { name, outcome: 'aborted', began: performance.now(), ended: Infinity, events: [] };
  episodes.push(episode);
  return episode;
}

function end(episode: Episode, outcome: Episode['outcome']): void {
  episode.outcome = outcome;
  if (outcome === 'committed') episode.ended = performance.now();
}

async function readAndWrite(
  registers: Registers,
  session: ClientSession,
  random: Random,
  { name, events }: Episode,
): Promise<void> {
  for (let n = 1 + random.below(4); n > 0; n--) {
    const key = someKey(random);
    const dice = random.next();
    if (dice < 0.5) {
      events.push({ kind: 'read', key, value: await registers.read(key, session) });
    } else if (dice < 0.95) {
      const value = `${name}.${n}`;
      events.push({ kind: 'write', key, value, before: await registers.write(key, value, session) });
    } else {
      // Taken by another soon: a duplicate key ends the transaction.
      await registers.take(`u${random.below(50)}`, name, session);
    }
  }
}

function someKey(random: Random): string {
  return KEYS[random.below(KEYS.length)] ?? '';
}

/** Only an answer of the server says that nothing was committed; the libraries throw nothing but the driver's errors. */
function outcomeOf(error: unknown): Episode['outcome'] {
  return (error as Failure).code === undefined ? 'unknown' : 'aborted';
}
