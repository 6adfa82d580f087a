import type { RateCounter, Tallies } from '@muster/adapters/redis';
import type { Tracing } from '@muster/adapters/telemetry';
import type { EndpointRegistrar } from '@muster/adapters/webhook';
import type { JobSettings, Ports } from '@muster/jobs';

/** The outside, as the api needs it: the ports of the verbs, and whether what is behind them answers at all. */
export type ApiPorts = Omit<Ports, 'applyChanges' | 'spool' | 'sendEvent'> & {
  webhooks: EndpointRegistrar;
  rates: RateCounter;
  tallies: Tallies;
  /** Null when nobody traces. */
  tracing: Tracing | null;
  /** Each rejects when the service cannot be reached. */
  pingDatabase(): Promise<void>;
  pingQueue(): Promise<void>;
};

/** Durations in milliseconds. */
export type ApiSettings = JobSettings & {
  /** Outside the database, so that a stolen table of keys is worth nothing. */
  keyPepper: string;
  /** How long a session lasts that nobody uses, and how long at most. */
  sessionIdleMs: number;
  sessionMaxMs: number;
  /** How many proxies in front are believed about who asks, and by which host. */
  trustProxy: number;
  /** The ceiling over every account's own limit, in bytes. */
  maxFileBytes: number;
  /** Requests a minute and key; 0 = as many as they like, here and in what follows. */
  rateLimit: number;
  /** What the keys of an account may do together. */
  perAccount: {
    /** Requests a minute. */
    requests: number;
    /** Uploads under way. */
    uploads: number;
    /** Bytes that are uploaded in an hour. */
    uploadBytes: number;
    /** Jobs that have not ended. */
    jobs: number;
  };
  /** Who sends a body more slowly than 1 KiB a second for this long is cut off. */
  bodyPatienceMs: number;
};
