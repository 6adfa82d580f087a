import type { JobView } from '@muster/contract';
import type { Client } from './client.ts';
import { describeJob } from './describeJob.ts';
import { exitCodeByState } from './exitCodes.ts';
import { followJob } from './followJob.ts';
import { print, type Terminal } from './terminal.ts';

export type Reporting = { watch?: boolean; json?: boolean };

/** Follows the job if that is asked for, prints it, and says by the exit code how it stands. */
export async function reportJob(terminal: Terminal, client: Client, job: JobView, asked: Reporting): Promise<number> {
  const latest = asked.watch === true ? await followJob(terminal, client, job.id) : job;
  if (asked.json === true) print(terminal, JSON.stringify(latest));
  else print(terminal, ...describeJob(latest));
  return exitCodeByState[latest.state];
}
