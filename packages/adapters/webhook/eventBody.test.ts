import { aJob } from '@muster/testkit/builders';
import { eventBody } from './eventBody.ts';

const at = new Date('2030-01-01T12:00:00Z');
const told = { id: 'evt_1', accountId: 'acc_test', at };

test('a receiver gets the job without the groups of issues and the name of the file', () => {
  const job = aJob({ issueGroups: [{ code: 'value_invalid', column: 'role', value: 'x', count: 1, firstRows: [2] }] });
  const body = JSON.parse(eventBody({ ...told, type: 'job.succeeded', job })) as Record<string, unknown>;
  expect(body).toMatchObject({
    type: 'job.succeeded',
    timestamp: '2030-01-01T12:00:00.000Z',
    data: { job: { id: 'job_test', version: 2, file: { bytes: 3, sha256: 'abc' }, issueGroupsTotal: 0 } },
  });
  expect(eventBody({ ...told, type: 'job.succeeded', job })).not.toMatch(/users\.csv|"issueGroups"|firstRows/);
});

test('a test tells of no job', () => {
  expect(JSON.parse(eventBody({ ...told, type: 'webhook.test', job: null }))).toEqual({
    type: 'webhook.test',
    timestamp: '2030-01-01T12:00:00.000Z',
    data: {},
  });
});
