import { mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const largestLog = 16 * 1024 * 1024;

/** Opens a child's log to be added to; one that grew too large is set aside as `.1`. */
export function openLogFile(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes > largestLog) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/** What a process said last, for the end of a sentence: its last line, with those that stand indented below. */
export function lastWords(path: string): string {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.slice(lines.findLastIndex((line) => !line.startsWith(' '))).join('\n');
}
