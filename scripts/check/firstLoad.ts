import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

const portal = 'apps/portal/dist';
const limit = 250_000;
const firstScreen = 'users/UsersScreen.tsx';

const manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().default(false),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);

/** What a browser fetches before it shows the users: entry and screen, what they import, and their styles, compressed. */
export function firstLoadIsSmall(): boolean {
  const chunks = manifest.parse(JSON.parse(readFileSync(join(portal, '.vite/manifest.json'), 'utf8')));
  const files = new Set<string>();
  const add = (name: string): void => {
    const chunk = chunks[name];
    if (chunk === undefined || files.has(chunk.file)) return;
    for (const file of [chunk.file, ...chunk.css]) files.add(file);
    chunk.imports.forEach(add);
  };
  for (const [name, { isEntry }] of Object.entries(chunks)) if (isEntry || name === firstScreen) add(name);
  const sizes = [...files].map((file) => gzipSync(readFileSync(join(portal, file))).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`first load of the portal: ${total} of ${limit} bytes (gzip), ${files.size} files`);
  return firstScreen in chunks && total <= limit;
}
