import { routes, type JobView } from '@muster/contract';
import { z } from 'zod';
import type { Client } from './client.ts';
import { exitCodes } from './exitCodes.ts';
import { Stop } from './stop.ts';

export type FixOptions = { replace?: string[]; suggested?: boolean };
type Replacement = { column: string; from: string; to: string };

const group = z.object({
  column: z.string().nullable(),
  value: z.string().nullable(),
  suggestion: z.string().optional(),
});

/** Has cells of a rejected file replaced, and the file tried again. */
export async function fixJob(client: Client, id: string, { replace = [], suggested }: FixOptions): Promise<JobView> {
  const replacements = replace.map(parseReplacement);
  if (suggested === true) replacements.push(...(await allSuggested(client, id)));
  if (replacements.length > 0) return client.ask(routes.fixJob, { id, json: { replacements } });
  const cure = suggested === true ? 'Nothing was suggested for this file' : 'Say what to replace';
  throw new Stop(exitCodes.usage, `${cure}: --replace 'agent_queues:Biling Voice=Billing Voice', or --suggested.`);
}

/** `column:from=to`. */
function parseReplacement(text: string): Replacement {
  const [, column, from, to] = /^([^:]+):([^=]*)=(.*)$/s.exec(text) ?? [];
  if (column !== undefined && from !== undefined && to !== undefined) return { column, from, to };
  throw new Stop(
    exitCodes.usage,
    `${text} is not a replacement: write it like 'agent_queues:Biling Voice=Billing Voice'.`,
  );
}

async function allSuggested(client: Client, id: string): Promise<Replacement[]> {
  const found: Replacement[] = [];
  for await (const { column, value, suggestion } of client.each(routes.listIssues, group, {
    id,
    query: { group: 'true' },
  })) {
    if (column === null || value === null || suggestion === undefined) continue;
    found.push({ column, from: value, to: suggestion });
  }
  return found;
}
