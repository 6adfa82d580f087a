import { installTestNeeds } from './installTestNeeds.ts';
import { runJest } from './runJest.ts';
import { lastLine, type Tally } from './tally.ts';

/** `npm test [-- jest's arguments]`: installs what tests need, runs them, counts. */
async function main(args: readonly string[]): Promise<Tally> {
  try {
    installTestNeeds((sentence) => console.log(sentence));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return await runJest(args);
}

const tally = await main(process.argv.slice(3));
process.exitCode = tally.failed > 0 ? 1 : 0;
console.log(lastLine(tally));
