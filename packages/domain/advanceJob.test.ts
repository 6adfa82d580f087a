import fc from 'fast-check';
import { advanceJob, isTerminal, legalMoves, mayMove, terminalStates } from './advanceJob.ts';
import type { Job, JobState } from './job.ts';

const states = Object.keys(legalMoves) as JobState[];
const at = new Date('2026-11-23T08:00:00Z');

function queuedJob(): Job {
  return {
    id: 'job_01kaz3aaaaaaaaaaaaaaaaaaaa',
    accountId: 'acc_01kaz3aaaaaaaaaaaaaaaaaaaa',
    kind: 'import-users',
    mode: 'apply',
    listMode: 'replace',
    encoding: null,
    version: 2,
    epoch: 0,
    file: null,
    counts: null,
    issueGroups: [],
    issueGroupsTotal: 0,
    snapshot: null,
    createdBy: { keyId: 'key_1', name: 'Ada', userId: null },
    actor: { keyId: 'key_1', name: 'Ada', requestId: null },
    parentJobId: null,
    undoneBy: null,
    applyAt: null,
    plan: null,
    confirmed: null,
    order: null,
    onConflict: null,
    trace: null,
    createdAt: at,
    startedAt: null,
    stateSince: at,
    expiresAt: null,
    undoUntil: null,
    state: 'queued',
    confirmation: null,
    problem: null,
    finishedAt: null,
  };
}

describe('advanceJob', () => {
  it('moves to the next state and counts the write', () => {
    const later = new Date('2026-11-23T08:00:05Z');
    const move = { state: 'validating', confirmation: null, problem: null, finishedAt: null, epoch: 1 } as const;
    const validating = advanceJob(queuedJob(), move, later);
    expect(validating).toMatchObject({ state: 'validating', version: 3, epoch: 1, stateSince: later });
  });

  it('forgets what was counted once the file is to be read again', () => {
    const open = { confirmation: null, problem: null, finishedAt: null } as const;
    const counts = {
      rows: 1,
      valid: 1,
      invalid: 0,
      issues: 0,
      created: 1,
      updated: 0,
      unchanged: 0,
      removed: 0,
      deactivated: 0,
    };
    const validating = advanceJob(queuedJob(), { ...open, state: 'validating' }, at);
    const applying = advanceJob(validating, { ...open, state: 'applying', counts }, at);
    expect(applying.counts).toEqual(counts);
    expect(advanceJob(applying, { ...open, state: 'validating' }, at).counts).toBeNull();
    expect(advanceJob(applying, { ...open, state: 'queued' }, at).counts).toBeNull();
    expect(advanceJob(applying, { ...open, state: 'cancelled', finishedAt: at }, at).counts).toEqual(counts);
  });

  it('leaves the job it was given as it was', () => {
    const job = queuedJob();
    advanceJob(job, { state: 'cancelled', confirmation: null, problem: null, finishedAt: at }, at);
    expect(job).toEqual(queuedJob());
  });

  it('refuses a move the state machine does not have, naming both states', () => {
    const jump = { state: 'succeeded', confirmation: null, problem: null, finishedAt: at } as const;
    expect(() => advanceJob(queuedJob(), jump, at)).toThrow('cannot move from queued to succeeded');
  });
});

describe('the state machine', () => {
  it('lets no terminal state move on', () => {
    fc.assert(
      fc.property(fc.constantFrom(...terminalStates), fc.constantFrom(...states), (from, to) => !mayMove(from, to)),
    );
  });

  it('knows exactly the terminal states by name', () => {
    expect(states.filter(isTerminal).sort()).toEqual([...terminalStates].sort());
  });

  it('lets every open state but an arriving upload be cancelled and fail', () => {
    for (const state of states.filter((one) => !isTerminal(one) && one !== 'receiving')) {
      expect([state, mayMove(state, 'cancelled'), mayMove(state, 'failed')]).toEqual([state, true, true]);
    }
  });

  it('reaches every state from an arriving upload', () => {
    const reached = new Set<JobState>(['receiving']);
    for (const state of reached) for (const next of legalMoves[state]) reached.add(next);
    // exports and undos start in `queued`, which the upload's path reaches too
    expect([...reached].sort()).toEqual([...states].sort());
  });
});
