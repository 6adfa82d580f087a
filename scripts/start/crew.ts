import type { Ending, LeashedChild } from '@muster/local/leash';
import { deathToll } from './deathToll.ts';
import { lastWords } from './logFile.ts';
import { readyMessage } from './readyMessage.ts';
import { describeEnding } from './service.ts';
import { startOwn, type OwnOrder } from './startOwn.ts';

/** Somebody who is replaced when he dies: the API or a worker. */
export type Member = {
  name: string;
  /** What to start, given the port this member was ready on before (null the first time). */
  order: (port: number | null) => OwnOrder;
};

/** Who is at work. */
export type Post = { name: string; pid: number; port: number };

export type Crew = {
  /** In the order of the members; those who are being replaced are left out. */
  posts: () => Post[];
  /** Resolves when every member has been ready once; rejects when one gives up before it ever was. */
  ready: Promise<void>;
  /** Ends all of them together, and replaces nobody any more. */
  stop: () => Promise<void>;
};

export type CrewEvents = {
  onDeath: (name: string, ending: Ending) => void;
  /** The replacement is ready. */
  onReplaced: (post: Post) => void;
  /** Replacing makes no sense any more: one sentence. */
  onHopeless: (error: Error) => void;
};

/** They give themselves 30 seconds to bring their work to an end. */
const graceMs = 32_000;

/** Starts every member and keeps every post filled. */
export function keepCrew(members: readonly Member[], events: CrewEvents): Crew {
  const posts = new Map<string, Post>();
  const alive = new Set<LeashedChild>();
  const tooManyDeaths = deathToll({ count: 5, withinMs: 60_000 }, () => performance.now());
  let stopping = false;
  const isStopping = (): boolean => stopping;

  const keep = async (member: Member, onFirstReady: () => void): Promise<void> => {
    for (let port: number | null = null; !stopping;) {
      const order = member.order(port);
      const child = await startOwn(order);
      alive.add(child);
      if (isStopping()) void child.stop(graceMs); // `stop` could not see it yet
      const ready = await readyMessage(child);
      if (ready !== null) {
        const post = { name: member.name, pid: child.pid, port: ready.port };
        posts.set(member.name, post);
        if (port === null) onFirstReady();
        else events.onReplaced(post);
        port = ready.port;
      }
      const ending = await child.ended;
      alive.delete(child);
      posts.delete(member.name);
      if (isStopping()) return;
      const neverReady = port === null && ending.code !== null;
      if (neverReady) throw new Error(`The ${member.name} did not start, see ${order.log}: ${lastWords(order.log)}`);
      events.onDeath(member.name, ending);
      if (tooManyDeaths()) throw new Error(hopeless(member.name, ending, order.log));
    }
  };

  const kept: Promise<void>[] = [];
  const firstReady = members.map(
    (member) =>
      new Promise<void>((resolve, reject) => {
        const giveUp = (error: unknown): void => {
          const reason = error instanceof Error ? error : new Error(String(error));
          reject(reason);
          events.onHopeless(reason);
        };
        kept.push(keep(member, resolve).catch(giveUp));
      }),
  );
  return {
    posts: () => members.flatMap(({ name }) => posts.get(name) ?? []),
    ready: Promise.all(firstReady).then(() => undefined),
    stop: async () => {
      stopping = true;
      await Promise.all([...alive].map((child) => child.stop(graceMs)));
      await Promise.all(kept);
    },
  };
}

function hopeless(name: string, ending: Ending, log: string): string {
  return `API and workers died five times within a minute, last the ${name} (${describeEnding(ending)}): see ${log}`;
}
