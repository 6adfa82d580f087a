import { openApi } from '@muster/contract';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes openapi.json at the root of the repository; a test fails while it is not what the api answers. */
writeFileSync(join(import.meta.dirname, '../openapi.json'), `${JSON.stringify(openApi(), null, 2)}\n`);
