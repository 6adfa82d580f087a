import { readJestResults } from './jestResults.ts';
import { lastLine, nothing, sum } from './tally.ts';

type Suite = { status: string; assertionResults: { status: string; fullName: string }[] };

function results(success: boolean, ...testResults: Suite[]): string {
  return JSON.stringify({ success, testResults });
}

const test = (status: string, fullName = 'a test'): Suite['assertionResults'][number] => ({ status, fullName });

it('counts tests, and names those that were left out', () => {
  const one = { status: 'passed', assertionResults: [test('passed'), test('pending', 'S3 keeps files')] };
  const two = { status: 'failed', assertionResults: [test('failed'), test('passed'), test('todo', 'later')] };
  expect(readJestResults(results(false, one, two))).toEqual({
    tally: { passed: 2, failed: 1, skipped: 2 },
    leftOut: ['S3 keeps files', 'later'],
  });
});

it('counts a file that could not be run as a failure', () => {
  const broken = { status: 'failed', assertionResults: [] };
  expect(readJestResults(results(false, broken)).tally).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

it('counts a file whose clean-up failed as a failure', () => {
  const leaking = { status: 'failed', assertionResults: [test('passed')] };
  expect(readJestResults(results(false, leaking)).tally).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

it('never calls a failed run passed', () => {
  expect(readJestResults(results(false)).tally.failed).toBe(1);
});

it('ends in one line', () => {
  const tally = { passed: 3, failed: 0, skipped: 0 };
  expect(lastLine(tally)).toBe('3 passed, 0 failed');
  expect(lastLine(sum(tally, { ...nothing, skipped: 2 }))).toBe('3 passed, 0 failed, 2 skipped');
});
