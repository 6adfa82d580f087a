import { deliverEvent } from './deliverEvent.ts';
import type { HeldDelivery } from './ports.ts';

type Needs = Parameters<typeof deliverEvent>[0];

/** Attempts under way at a time: in all, and at one endpoint, so that one that hangs keeps nobody else waiting. */
const places = { all: 128, each: 4 };

/** Longer than any attempt can take: then whoever held the delivery is dead. */
const holdMs = 20_000;

export type Sender = {
  /** Begins every attempt that is due and has a place. Resolves when there is none left to begin. */
  begin(): Promise<void>;
  /** Begins no more, and waits for those under way. */
  close(): Promise<void>;
};

/** Sends what is due, many at a time. An attempt that ends makes room for the next one at once. */
export function openSender(ports: Needs, schedule: readonly number[]): Sender {
  const underWay = new Set<Promise<void>>();
  const perEndpoint = new Map<string, number>();
  let beginning: Promise<void> = Promise.resolve();
  let closed = false;

  const claimAll = async (): Promise<void> => {
    while (!closed && underWay.size < places.all) {
      const full = [...perEndpoint].filter(([, count]) => count >= places.each).map(([endpointId]) => endpointId);
      const held = await ports.deliveries.claim(holdMs, full);
      if (held === null) return;
      start(held);
    }
  };
  const begin = (): Promise<void> => {
    beginning = beginning.catch(() => undefined).then(claimAll); // whoever began the one before was told that it failed
    return beginning;
  };
  const start = (held: HeldDelivery): void => {
    const { id: deliveryId, endpointId } = held;
    perEndpoint.set(endpointId, (perEndpoint.get(endpointId) ?? 0) + 1);
    const attempt = deliverEvent(ports, held, schedule)
      .catch((cause: unknown) => ports.log.error({ deliveryId, err: cause }, 'an attempt was lost; it is made again'))
      .then(() => {
        underWay.delete(attempt);
        const left = (perEndpoint.get(endpointId) ?? 1) - 1;
        if (left === 0) perEndpoint.delete(endpointId);
        else perEndpoint.set(endpointId, left);
        return begin();
      })
      .catch((cause: unknown) =>
        ports.log.warn({ err: cause }, 'could not look for the next attempt; the sweeper will'),
      );
    underWay.add(attempt);
  };

  return {
    begin,
    close: async () => {
      closed = true;
      await beginning.catch(() => undefined); // told to whoever began it
      await Promise.all(underWay);
    },
  };
}
