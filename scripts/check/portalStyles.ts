import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const assets = 'apps/portal/dist/assets';

/** Whether apps/portal/mantine.css has the styles of every component of Mantine that got into the portal. */
export function portalHasItsStyles(): boolean {
  const used = classesIn(built('.js'));
  const there = classesIn(built('.css'));
  const missing = [...classesIn(readFileSync('node_modules/@mantine/core/styles.css', 'utf8'))].filter(
    (name) => used.has(name) && !there.has(name),
  );
  if (missing.length > 0) console.log(`apps/portal/mantine.css lacks the styles with ${missing.join(', ')}`);
  return missing.length === 0 && used.size > 0;
}

function built(extension: string): string {
  const files = readdirSync(assets).filter((name) => name.endsWith(extension));
  return files.map((name) => readFileSync(join(assets, name), 'utf8')).join('\n');
}

/** Mantine names each part of a component by a hash. */
function classesIn(text: string): Set<string> {
  return new Set(text.match(/\bm_[0-9a-f]{5,8}\b/g));
}
