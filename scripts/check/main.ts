import { installTestNeeds } from '../test/installTestNeeds.ts';
import { lastLine, nothing, sum } from '../test/tally.ts';
import { steps } from './steps.ts';

/** `npm run check`: every step runs, also after one that failed. `-- --without-tests` leaves out what `npm test` does. */
const chosen = process.argv.includes('--without-tests') ? steps.filter(({ isTest }) => !isTest) : steps;
if (chosen.some(({ isTest }) => isTest)) installTestNeeds((sentence) => console.log(sentence));

let total = nothing;
const report: string[] = [];
for (const { name, run } of chosen) {
  console.log(`\n── ${name} ──`);
  const began = performance.now();
  const tally = await run();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  report.push(`${tally.failed === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  console.log(report.at(-1));
  total = sum(total, tally);
}
console.log(['', ...report].join('\n'));
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(lastLine(total));
