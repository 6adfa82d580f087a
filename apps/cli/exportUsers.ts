import { routes } from '@muster/contract';
import type { Client } from './client.ts';
import { describeJob } from './describeJob.ts';
import { exitCodeByState, exitCodes } from './exitCodes.ts';
import { followJob } from './followJob.ts';
import { Stop } from './stop.ts';
import { saveDownload } from './saveDownload.ts';
import { note, print, type Terminal } from './terminal.ts';
import { userFilter, type FilterOptions } from './userFilter.ts';

export type ExportOptions = FilterOptions & { columns?: string; delimiter?: string; output: string; json?: boolean };

/** Has the file made, waits for it and downloads it, checked against the SHA-256 in the job. */
export async function exportUsers(terminal: Terminal, client: Client, options: ExportOptions): Promise<number> {
  const { output, columns, delimiter, json } = options;
  if (json === true && output === '-') {
    throw new Stop(exitCodes.usage, 'With --json the file needs a name: -o users.csv.');
  }
  const filter = await userFilter(client, options);
  const order = {
    filter,
    ...(columns !== undefined && { columns: columns.split(',').map((name) => name.trim()) }),
    ...(delimiter !== undefined && { delimiter: delimiter === 'tab' ? '\t' : delimiter }),
  };
  const submitted = await client.ask(routes.exportUsers, { json: order });
  const job = await followJob(terminal, client, submitted.id);
  if (job.state === 'succeeded') {
    const file = await client.send(routes.getResult, { id: job.id });
    await saveDownload(terminal, file, output, job.file?.sha256 ?? null);
  }
  if (json === true) print(terminal, JSON.stringify(job));
  else note(terminal, ...describeJob(job));
  return exitCodeByState[job.state];
}
