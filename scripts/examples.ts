import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { csvText } from './demo/csvText.ts';
import { errorsExample } from './demo/errorsExample.ts';
import { importExample } from './demo/importExample.ts';

/** Writes the example files; with `--check` it only says whether they are what it would write. */
const folder = join(dirname(fileURLToPath(import.meta.url)), '../examples');
const files = { 'import-1000.csv': importExample(), 'import-with-errors.csv': errorsExample() };

for (const [name, table] of Object.entries(files)) {
  const path = join(folder, name);
  if (!process.argv.includes('--check')) {
    writeFileSync(path, csvText(table));
  } else if (readFileSync(path, 'utf8') !== csvText(table)) {
    console.error(`examples/${name} is not what scripts/examples.ts writes: run \`npm run examples\`.`);
    process.exitCode = 1;
  }
}
