import { firstLoadIsSmall } from './firstLoad.ts';
import { portalHasItsStyles } from './portalStyles.ts';
import { runJest } from '../test/runJest.ts';
import { runNode, runTool } from '../test/runTool.ts';
import { nothing, type Tally } from '../test/tally.ts';

export type Step = { name: string; isTest: boolean; run: () => Promise<Tally> };

/** Everything that must hold, cheapest first: what `npm run check` does, and CI. */
export const steps: readonly Step[] = [
  check('format', () => runTool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])),
  check('lint', () => runTool('eslint/bin/eslint.js', ['.'])),
  check('typecheck', typesAreRight),
  check('boundaries', () => runTool('dependency-cruiser/bin/dependency-cruise.mjs', ['--config', '--', ...rooms])),
  check('dead code', () => runTool('knip/bin/knip.js', [])),
  test('unit'),
  test('adapters'),
  test('e2e'),
  check('first load', () => Promise.resolve(firstLoadIsSmall())),
  check('styles', () => Promise.resolve(portalHasItsStyles())),
  check('lock file', () => runNode('scripts/completeLock.mjs', ['--check'])),
  check('generated files', generatedFilesAreUnchanged),
];

const rooms = ['packages', 'apps', 'scripts', 'e2e'];

/** The portal lives in a browser, among other types. */
async function typesAreRight(): Promise<boolean> {
  const results = await Promise.all(
    ['tsconfig.check.json', 'apps/portal/tsconfig.json'].map((project) =>
      runTool('@typescript/native/bin/tsc', ['-p', project]),
    ),
  );
  return results.every(Boolean);
}

/** What scripts write; openapi.json is compared by a test beside the contract. */
async function generatedFilesAreUnchanged(): Promise<boolean> {
  const writers = ['scripts/examples.ts', 'packages/local/mongo/conformance/writeSupported.ts'];
  const checks = writers.map((script) => ['-C', 'development', script, '--check']);
  const results = await Promise.all(checks.map((args) => runNode('node_modules/tsx/dist/cli.mjs', args)));
  return results.every(Boolean);
}

function check(name: string, isFine: () => Promise<boolean>): Step {
  return { name, isTest: false, run: async () => ({ ...nothing, [(await isFine()) ? 'passed' : 'failed']: 1 }) };
}

function test(project: string): Step {
  return { name: project, isTest: true, run: () => runJest(['--selectProjects', project]) };
}
