import { installTestNeeds } from './installTestNeeds.ts';
import { runJest } from './runJest.ts';
import { lastLine, type Tally } from './tally.ts';

/** `npm test [-- --long] [jest's arguments]`: installs what tests need, runs them, counts. `--long` searches for longer. */
async function main(args: readonly string[]): Promise<Tally> {
  try {
    installTestNeeds((sentence) => console.log(sentence));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  if (args.includes('--long')) process.env['MUSTER_LONG'] = '1';
  return await runJest(args.filter((argument) => argument !== '--long'));
}

const tally = await main(process.argv.slice(3));
process.exitCode = tally.failed > 0 ? 1 : 0;
console.log(lastLine(tally));
