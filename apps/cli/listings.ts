import { routes, type ChangeView, type JobView } from '@muster/contract';
import type { z } from 'zod';
import type { Client } from './client.ts';
import { grouped, printable, quoted, table } from './printable.ts';
import { print, type Terminal } from './terminal.ts';

type Column = z.output<typeof routes.listColumns.answer>['data'][number];
export type JobsOptions = { kind?: string; state?: string; limit?: string; json?: boolean };

/** The newest jobs, a line each. */
export async function listJobs(terminal: Terminal, client: Client, options: JobsOptions): Promise<number> {
  const { kind, state, limit, json } = options;
  const { data } = await client.ask(routes.listJobs, { query: { kind, state, limit } });
  if (json === true) print(terminal, ...data.map((job) => JSON.stringify(job)));
  else print(terminal, ...table(data.map(cellsOf)));
  return 0;
}

/** What a job changed, or would change: a line for each user. */
export async function listChanges(terminal: Terminal, client: Client, id: string, json: boolean): Promise<number> {
  const change = routes.listChanges.answer.shape.data.element;
  for await (const one of client.each(routes.listChanges, change, { id })) {
    print(terminal, json ? JSON.stringify(one) : describeChange(one));
  }
  return 0;
}

/** What a file may hold, column by column. */
export async function listColumns(terminal: Terminal, client: Client, json: boolean): Promise<number> {
  const { data } = await client.ask(routes.listColumns);
  for (const column of data) print(terminal, ...(json ? [JSON.stringify(column)] : describeColumn(column)));
  return 0;
}

function cellsOf({ id, kind, state, counts, file, createdBy, createdAt }: JobView): string[] {
  const rows = counts === null ? '' : `${grouped(counts.rows)} rows`;
  return [id, createdAt, kind, state, rows, printable(createdBy.name), printable(file?.name ?? '')];
}

function describeChange({ row, userEmail, action, fields }: ChangeView): string {
  const cells = Object.entries(fields).map(([column, { from, to }]) => `${column} ${cell(from)} → ${cell(to)}`);
  return [`row ${row}`, printable(userEmail), action, cells.join(', ')].join('  ').trimEnd();
}

const cell = (text: string | null): string => (text === null ? 'blank' : quoted(text));

function describeColumn({ name, required, kinds, description, allowed, example }: Column): string[] {
  const where = kinds.length === 1 ? [`${kinds.join()} only`] : [];
  const marks = [...(required ? ['required'] : []), ...where];
  const title = marks.length === 0 ? name : `${name} (${marks.join(', ')})`;
  return [title, `  ${description}`, `  Allowed: ${allowed}. Example: ${example}`, ''];
}
