import { routes } from '@muster/contract';
import { z } from 'zod';
import type { Client } from './client.ts';
import { exitCodes } from './exitCodes.ts';
import { printable, quoted } from './printable.ts';
import { Stop } from './stop.ts';

/** Which users, as a person says it: by names. */
export type FilterOptions = {
  search?: string;
  role?: string;
  queue?: string;
  skill?: string;
  team?: string;
  region?: string;
  access?: string;
  status?: string;
};

const named = z.object({ id: z.string(), name: z.string() });

/** The filter as the api takes it: by ids. @throws Stop that lists the names there are, for one that there is not. */
export async function userFilter(client: Client, options: FilterOptions): Promise<Record<string, string>> {
  const { search, access, status } = options;
  const filter = {
    search,
    access,
    status,
    roleId: await idOf(client, routes.listRoles, 'role', options.role),
    queueId: await idOf(client, routes.listQueues, 'queue', options.queue),
    skillId: await idOf(client, routes.listSkills, 'skill', options.skill),
    teamId: await idOf(client, routes.listTeams, 'team', options.team),
    regionId: await idOf(client, routes.listRegions, 'region', options.region),
  };
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

async function idOf(
  client: Client,
  route: (typeof routes)['listRoles' | 'listQueues' | 'listSkills' | 'listTeams' | 'listRegions'],
  noun: string,
  wanted: string | undefined,
): Promise<string | undefined> {
  if (wanted === undefined) return undefined;
  const names: string[] = [];
  for await (const { id, name } of client.each(route, named)) {
    if (id === wanted || keyOf(name) === keyOf(wanted)) return id;
    names.push(printable(name));
  }
  const known =
    names.length === 0 ? '' : ` There are: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ' …' : ''}.`;
  throw new Stop(exitCodes.usage, `There is no ${noun} ${quoted(wanted)}.${known}`);
}

/** Names are compared as the server compares cells: whatever their case. */
const keyOf = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
