import { renameSync, writeFileSync } from 'node:fs';

/** Writes a file for our eyes only; whoever reads it finds the old one or the new one, never a part. */
export function writeWhole(path: string, content: unknown): void {
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}
