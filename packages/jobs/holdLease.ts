import type { Ports } from './ports.ts';

/** Why work on a job ends early: another attempt, a cancel or the job's end took it; or this process is stopping. */
type Interruption = 'lost' | 'stopping';

/** Why this signal aborted, if it did. */
export function interruptionOf(signal: AbortSignal): Interruption | null {
  if (!signal.aborted) return null;
  return signal.reason === 'stopping' ? 'stopping' : 'lost';
}

export type HeldLease = {
  /** Aborts with an `Interruption` as reason. */
  signal: AbortSignal;
  letGo(): void;
};

/** Keeps a lease alive while its job is worked on, and says so when it was lost. */
export function holdLease(
  ports: Pick<Ports, 'leases' | 'log'>,
  jobId: string,
  epoch: number,
  leaseMs: number,
  stop: AbortSignal,
): HeldLease {
  const controller = new AbortController();
  const interrupt = (why: Interruption) => controller.abort(why);
  const onStop = () => interrupt('stopping');
  stop.addEventListener('abort', onStop, { once: true });
  if (stop.aborted) onStop();
  const heartbeat = setInterval(() => {
    ports.leases.beat(jobId, epoch).then(
      (mine) => (mine ? undefined : interrupt('lost')),
      (cause: unknown) => ports.log.warn({ jobId, epoch, err: cause }, 'could not renew the lease'),
    );
  }, leaseMs / 3);
  return {
    signal: controller.signal,
    letGo: () => {
      clearInterval(heartbeat);
      stop.removeEventListener('abort', onStop);
    },
  };
}
