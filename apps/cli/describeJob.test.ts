import { jobView, type JobView } from '@muster/contract';
import { aJob } from '@muster/testkit/builders';
import { describeJob } from './describeJob.ts';

const queued = jobView(aJob({ id: 'job_1' }), null, new Date());
const counts = {
  rows: 1_200,
  valid: 1_200,
  invalid: 0,
  issues: 0,
  created: 1_000,
  updated: 0,
  unchanged: 200,
  removed: 0,
  deactivated: 0,
};
const textOf = (what: Partial<JobView>): string => describeJob({ ...queued, ...what }).join('\n');

it('counts what a job did, and only that', () => {
  expect(textOf({ state: 'succeeded', counts })).toContain('succeeded: 1,200 rows, 1,000 created, 200 unchanged.');
  expect(textOf({ state: 'succeeded', kind: 'export-users', counts })).toContain('succeeded: 1,200 users exported.');
});

it('tells a plan from a deed', () => {
  const confirmation = {
    reason: 'blast_radius',
    deactivated: 40,
    roleChanged: 2,
    ofUsers: 50,
    until: '2030-01-02T12:00:00Z',
  } as const;
  const text = textOf({ state: 'awaiting_confirmation', counts, confirmation });
  expect(text).toContain('1,000 would be created, 200 would be unchanged');
  expect(text).toContain('of all 50 users 40 would be deactivated and 2 get another role');
});

it('offers to follow a job only while something happens to it', () => {
  const follow = 'muster status job_1 --watch';
  expect(textOf({ state: 'validating' })).toContain(follow);
  expect(textOf({ state: 'awaiting_confirmation', counts })).not.toContain(follow);
  expect(textOf({ state: 'scheduled', counts })).not.toContain(follow);
});

it('says whether a failed job is worth submitting again', () => {
  const problem = { code: 'storage', detail: 'The file store did not answer.', retryable: true };
  expect(textOf({ state: 'failed', problem })).toContain('did not answer. Nothing was applied. Submit it again.');
  expect(textOf({ state: 'failed', problem: { ...problem, retryable: false } })).toContain('Tell whoever runs');
});

it('suggests fix only where something was suggested', () => {
  const links = { ...queued.links, fix: '/v1/jobs/job_1/fix' };
  const group = {
    code: 'reference_not_found',
    column: 'role',
    value: 'Agnet',
    count: 7,
    firstRows: [2, 3, 4, 5, 6, 7],
  };
  const rejected = { state: 'rejected', links, issueGroupsTotal: 3 } as const;
  expect(textOf({ ...rejected, issueGroups: [group] })).not.toContain('muster fix');
  const suggested = textOf({ ...rejected, issueGroups: [{ ...group, suggestion: 'Agent' }] });
  expect(suggested).toContain('muster fix job_1 --suggested');
  expect(suggested).toContain('row 2, 3, 4, 5, 6 …');
  expect(suggested).toContain('and 2 more kinds of issues');
});
