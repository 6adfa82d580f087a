import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJestResults } from './jestResults.ts';
import { runTool } from './runTool.ts';
import { sum, type Tally } from './tally.ts';

/**
 * Runs jest with its own output on the terminal, and tells what came of it. Whatever the tests asked of embedded servers
 * must be on the list of what is proven to be answered as MongoDB would.
 */
export async function runJest(args: readonly string[]): Promise<Tally> {
  const dir = mkdtempSync(join(tmpdir(), 'muster-jest-'));
  const file = join(dir, 'results.json');
  const shapes = join(dir, 'shapes');
  process.env['MUSTER_RECORD_SHAPES'] = shapes;
  try {
    await runTool('jest/bin/jest.js', [...args, '--json', `--outputFile=${file}`]);
    const { tally, leftOut } = readJestResults(readFileSync(file, 'utf8'));
    for (const name of leftOut) console.log(`skipped: ${name}`);
    const isKnown = await runTool('tsx/dist/cli.mjs', ['-C', 'development', shapesCheck, '--check', shapes]);
    return sum(tally, { passed: 0, failed: isKnown ? 0 : 1, skipped: 0 });
  } catch (error) {
    console.error(`jest ended without results: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const shapesCheck = 'packages/local/mongo/conformance/writeShapes.ts';
