import type { Endpoint } from '@muster/domain';

/** Enabled, and told of successes. */
export function anEndpoint(what: Partial<Endpoint> = {}): Endpoint {
  return {
    id: 'whe_test',
    accountId: 'acc_test',
    url: 'https://example.com/hook',
    types: ['job.succeeded'],
    description: '',
    enabled: true,
    disabledAt: null,
    disabledReason: null,
    secrets: [],
    failingSince: null,
    version: 1,
    createdAt: new Date('2030-01-01T12:00:00Z'),
    ...what,
  };
}
