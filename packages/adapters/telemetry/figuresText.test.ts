import { advanceJob, type Job, type Move } from '@muster/domain';
import { aJob } from '@muster/testkit/builders';
import { countingObserver } from './countingObserver.ts';
import { figuresText } from './figuresText.ts';

const open = { confirmation: null, problem: null, finishedAt: null } as const;
const none = { valid: 0, invalid: 0, issues: 0, created: 0, updated: 0, unchanged: 0, removed: 0, deactivated: 0 };

test('a phase that took 300 ms is in every bucket from half a second on, in order', () => {
  const lines = textOf([[{ state: 'validating', ...open }, 300]]);
  expect(lines.filter((line) => line.includes('_bucket')).map((line) => line.replace(/.*le=/, ''))).toEqual([
    ...['0.01', '0.025', '0.05', '0.1', '0.25'].map((le) => `"${le}"} 0`),
    ...['0.5', '1', '2.5', '5', '10', '30', '60', '300', '1800', '3600', '+Inf'].map((le) => `"${le}"} 1`),
  ]);
  expect(lines).toContain('muster_phase_seconds_sum{kind="import-users",phase="queued"} 0.3');
  expect(lines).toContain('muster_phase_seconds_count{kind="import-users",phase="queued"} 1');
});

test('rows count once they are judged, and once more when they are applied', () => {
  const counts = { ...none, rows: 12 };
  const lines = textOf([
    [{ state: 'validating', ...open }, 1],
    [{ state: 'applying', ...open, counts }, 1],
    [{ state: 'validating', ...open }, 1], // the account moved
    [{ state: 'queued', ...open }, 1], // the worker died
    [{ state: 'validating', ...open }, 1],
    [{ state: 'applying', ...open, counts }, 1],
    [{ state: 'succeeded', ...open, finishedAt: new Date(0) }, 1],
  ]);
  expect(lines.filter((line) => line.startsWith('muster_rows_total'))).toEqual([
    'muster_rows_total{kind="import-users",phase="applying"} 12',
    'muster_rows_total{kind="import-users",phase="validating"} 24',
  ]);
});

test('every family is explained before there is anything to tell', () => {
  expect(figuresText(new Map()).match(/^# TYPE \S+/gm)).toEqual([
    '# TYPE muster_phase_seconds',
    '# TYPE muster_rows_total',
    '# TYPE muster_webhook_attempts_total',
  ]);
});

/** What is told of a queued job that goes through these states, each so many ms after the one before. */
function textOf(moves: readonly [Move, number][]): string[] {
  const sums = new Map<string, number>();
  const observer = countingObserver({ add: (name, amount) => sums.set(name, (sums.get(name) ?? 0) + amount) });
  let job: Job = aJob();
  for (const [move, ms] of moves) {
    const moved = advanceJob(job, move, new Date(job.stateSince.getTime() + ms));
    observer.jobMoved(job, moved);
    job = moved;
  }
  return figuresText(sums).split('\n');
}
