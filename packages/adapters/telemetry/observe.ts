import type { DeliveryAttempt, Job } from '@muster/domain';
import type { Ports, SendEvent } from '@muster/jobs';

/** Is told what has happened, once it has. It must not throw, and nobody waits for it. */
export type Observer = {
  /** A job left `from` and is `to` now, durably. */
  jobMoved(from: Job, to: Job): void;
  /** A receiver was called, or could not be. */
  webhookAttempted(order: Parameters<SendEvent>[0], attempt: DeliveryAttempt): void;
};

type JobWriters = Pick<Ports, 'jobs' | 'applyChanges'>;

/** The ports through which alone jobs get from state to state, with somebody looking on: no verb can forget to tell. */
export function observeJobs({ jobs, applyChanges }: JobWriters, observers: readonly Observer[]): JobWriters {
  const tell = (from: Job, to: Job): void => {
    if (from.state !== to.state) for (const observer of observers) observer.jobMoved(from, to);
  };
  const told = async (from: Job, to: Job, written: Promise<boolean>): Promise<boolean> => {
    const isWritten = await written;
    if (isWritten) tell(from, to);
    return isWritten;
  };
  return {
    jobs: {
      ...jobs,
      save: (from, to, audit) => told(from, to, jobs.save(from, to, audit)),
      settle: (from, to) => told(from, to, jobs.settle(from, to)),
    },
    applyChanges: async (order) => {
      const outcome = await applyChanges(order);
      if (outcome === 'applied') tell(order.from, order.to);
      return outcome;
    },
  };
}

/** The same for calls of receivers. */
export function observeSender(sendEvent: SendEvent, observers: readonly Observer[]): SendEvent {
  return async (order) => {
    const attempt = await sendEvent(order);
    for (const observer of observers) observer.webhookAttempted(order, attempt);
    return attempt;
  };
}
