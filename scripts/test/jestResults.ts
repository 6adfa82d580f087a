import { z } from 'zod';
import type { Tally } from './tally.ts';

/** The part we read of what jest writes with `--json`. */
const jestResults = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

/** What jest found, and the full names of tests that were left out. A file that could not even be run is a failure. */
export function readJestResults(json: string): { tally: Tally; leftOut: string[] } {
  const { success, testResults } = jestResults.parse(JSON.parse(json));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const leftOut = tests.filter(({ status }) => status === 'pending' || status === 'todo' || status === 'skipped');
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const broken = testResults.filter(({ status, assertionResults }) => {
    return status === 'failed' && assertionResults.every((test) => test.status !== 'failed');
  });
  const failed = tests.length - passed - leftOut.length + broken.length;
  // Jest also fails for reasons that no test stands for, such as a coverage threshold or no tests at all.
  const unexplained = !success && failed === 0 ? 1 : 0;
  return {
    tally: { passed, failed: failed + unexplained, skipped: leftOut.length },
    leftOut: leftOut.map(({ fullName }) => fullName),
  };
}
