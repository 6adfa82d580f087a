import { defaultFields, type Change, type Job, type JobRecord } from '@muster/domain';

const noon = new Date('2030-01-01T12:00:00Z');

/** An import that waits for a worker; its upload has arrived. */
export function aJob(what: Partial<JobRecord> = {}): Job {
  return {
    id: 'job_test',
    accountId: 'acc_test',
    kind: 'import-users',
    mode: 'apply',
    listMode: 'replace',
    encoding: null,
    version: 2,
    epoch: 0,
    file: { name: 'users.csv', bytes: 3, sha256: 'abc', delimiter: null, encoding: null, alreadyApplied: null },
    counts: null,
    issueGroups: [],
    issueGroupsTotal: 0,
    snapshot: null,
    createdBy: { keyId: 'key_test', name: 'Ada', userId: null },
    actor: { keyId: 'key_test', name: 'Ada', requestId: 'req_test' },
    parentJobId: null,
    undoneBy: null,
    applyAt: null,
    plan: null,
    confirmed: null,
    order: null,
    onConflict: null,
    trace: null,
    createdAt: noon,
    startedAt: null,
    stateSince: noon,
    expiresAt: null,
    undoUntil: null,
    state: 'queued',
    confirmation: null,
    problem: null,
    finishedAt: null,
    ...what,
  };
}

/** Row 2 adds Anna. */
export function aChange(what: Partial<Change> = {}): Change {
  const email = what.userEmail ?? 'anna@example.com';
  const fields = { email, displayName: 'Anna Berg', roleId: 'rol_agent', regionId: 'reg_europe', country: 'DE' };
  return {
    row: 2,
    userId: `usr_${email.replace(/[^a-z0-9]/g, '')}`,
    userEmail: email,
    action: 'create',
    userVersion: 0,
    fields: { user_email: { from: null, to: email } },
    before: null,
    after: { ...defaultFields, ...fields },
    ...what,
  };
}
