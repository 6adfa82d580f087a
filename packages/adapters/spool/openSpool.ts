import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Spool } from '@muster/jobs';

const blockLength = 64 * 1024;

/**
 * A scratch list in a file without a name: it is unlinked as soon as it is open, so the operating system frees it
 * with the process, however that ends. Opened with the first block: a file without issues costs nothing.
 */
export function openSpool<Entry>(): Spool<Entry> {
  let file: FileHandle | null = null;
  let waiting: string[] = [];
  let waitingLength = 0;

  return {
    async append(entry) {
      const line = `${JSON.stringify(entry)}\n`; // JSON has no line break of its own
      waiting.push(line);
      waitingLength += line.length;
      if (waitingLength >= blockLength) await flush();
    },

    async *read() {
      await flush();
      if (file === null) return;
      for await (const line of linesOf(file)) yield JSON.parse(line) as Entry; // as `append` wrote it
    },

    async close() {
      const closing = file;
      file = null;
      waiting = [];
      waitingLength = 0;
      await closing?.close();
    },
  };

  async function flush(): Promise<void> {
    if (waiting.length === 0) return;
    const block = waiting.join('');
    waiting = [];
    waitingLength = 0;
    file ??= await openNameless();
    await file.appendFile(block);
  }
}

async function openNameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `muster-spool-${randomUUID()}`);
  const file = await open(path, 'ax+', 0o600);
  await unlink(path);
  return file;
}

/** Reads at places of its own, so that one reading disturbs neither another nor what is appended after it. */
async function* linesOf(file: FileHandle): AsyncGenerator<string, void, undefined> {
  let rest = '';
  for await (const chunk of file.createReadStream({ start: 0, autoClose: false, encoding: 'utf8' })) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
