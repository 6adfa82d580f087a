import { jobKinds } from '@muster/domain';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { ApiPorts } from './apiPorts.ts';

/** What Prometheus reads: of the jobs, asked for when it is read; of this process, as prom-client knows it. */
export function openMetrics({ jobs, leases, clock }: Pick<ApiPorts, 'jobs' | 'leases' | 'clock'>): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registry.registerMetric(
    new Gauge({
      name: 'muster_jobs',
      help: 'Jobs of all accounts by kind and state.',
      labelNames: ['kind', 'state'] as const,
      registers: [],
      async collect() {
        const counted = await Promise.all(jobKinds.map(async (kind) => ({ kind, of: await jobs.countStates(kind) })));
        this.reset();
        for (const { kind, of } of counted) {
          for (const [state, count] of Object.entries(of)) this.set({ kind, state }, count);
        }
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'muster_queue_depth',
      help: 'Jobs that wait for a worker or are with one.',
      registers: [],
      async collect() {
        this.set((await leases.line()).length);
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'muster_queue_age_seconds',
      help: 'How long the job that is due longest has been due; 0 when none is.',
      registers: [],
      async collect() {
        const { oldestDueAt } = await leases.line();
        this.set(oldestDueAt === null ? 0 : Math.max(0, (clock().getTime() - oldestDueAt.getTime()) / 1_000));
      },
    }),
  );
  return registry;
}
