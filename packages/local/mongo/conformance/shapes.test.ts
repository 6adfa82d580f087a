import { COMMANDS } from '../commands/commands.ts';
import { caseShapes } from './caseShapes.ts';
import { SENT_SHAPES } from './sentShapes.ts';

test('whatever Muster sends has a conformance case', () => {
  const covered = caseShapes();
  expect(SENT_SHAPES.filter((shape) => !covered.has(shape) && !isProvenElsewhere(shape))).toEqual([]);
});

test('whatever the server accepts has a conformance case', () => {
  const covered = caseShapes();
  const accepted = [...COMMANDS].flatMap(([name, { options }]) => [
    name,
    ...options.map((option) => `${name} option ${option}`),
  ]);
  expect(accepted.filter((shape) => !covered.has(shape) && !isProvenElsewhere(shape))).toEqual([]);
});

/** How drivers introduce themselves, and what they say by themselves at the end: server/dispatch.test.ts, main.test.ts. */
function isProvenElsewhere(shape: string): boolean {
  return /^(hello option|ismaster|endSessions)/.test(shape);
}
