import { routes, type JobView } from '@muster/contract';
import type { Client } from './client.ts';
import { openSource } from './openSource.ts';
import { grouped } from './printable.ts';
import { openProgress } from './progressDisplay.ts';
import { isStop } from './stop.ts';
import type { Terminal } from './terminal.ts';

export type UploadKind = 'import' | 'update';

/** Sends the file, or standard input, as it is read; the job is durable when this returns. */
export async function submitUpload(
  terminal: Terminal,
  client: Client,
  { kind, file, query }: { kind: UploadKind; file: string; query: Record<string, string | undefined> },
): Promise<JobView> {
  const { open, bytes, name } = await openSource(terminal, file);
  const progress = openProgress(terminal);
  const failed: { thrown: unknown } = { thrown: null };
  const sent = async function* (): AsyncGenerator<Uint8Array> {
    let sentBytes = 0;
    try {
      for await (const piece of open()) {
        yield piece;
        sentBytes += piece.length;
        if (bytes !== null) progress.show({ what: 'uploading', part: sentBytes / bytes, detail: sizeOf(sentBytes) });
      }
    } catch (thrown) {
      failed.thrown = thrown;
      throw thrown;
    }
  };
  try {
    const route = kind === 'import' ? routes.importUsers : routes.updateUsers;
    return await client.ask(route, {
      query: { ...query, filename: name ?? undefined },
      upload: { open: sent, bytes, again: bytes !== null },
    });
  } catch (thrown) {
    // That the file could not be read is why the request failed, not that the server is away.
    throw isStop(failed.thrown) ? failed.thrown : thrown;
  } finally {
    progress.end();
  }
}

const sizeOf = (bytes: number): string => `${grouped(Math.ceil(bytes / 1_024))} kB`;
