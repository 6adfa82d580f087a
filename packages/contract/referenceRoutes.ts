import { z } from 'zod';
import { pageOf, paging } from './lists.ts';
import { personSchema, referenceSchemas } from './referenceSchemas.ts';
import type { CallerRoute } from './route.ts';

const { roles, queues, skills, teams, regions, templates } = referenceSchemas;

const nothing = z.strictObject({});
const page = z.strictObject(paging);

/** What cells of a file refer to by name, and the directory of people who can be imported. */
export const referenceRoutes = {
  listRoles: listOf('roles', roles),
  getRole: oneOf('roles', roles),
  listQueues: listOf('queues', queues),
  getQueue: oneOf('queues', queues),
  listSkills: listOf('skills', skills),
  getSkill: oneOf('skills', skills),
  listTeams: listOf('teams', teams),
  getTeam: oneOf('teams', teams),
  listRegions: listOf('regions', regions),
  getRegion: oneOf('regions', regions),
  listTemplates: listOf('templates', templates),
  getTemplate: oneOf('templates', templates),
  listPeople: listOf('people', personSchema),
  getPerson: oneOf('people', personSchema),
} as const;

function listOf(plural: string, item: z.ZodObject): CallerRoute<typeof page> {
  return {
    method: 'GET',
    path: `/v1/${plural}`,
    role: 'viewer',
    summary: `All ${plural}, oldest first`,
    query: page,
    body: 'none',
    status: 200,
    answer: pageOf(item),
  };
}

function oneOf(plural: string, item: z.ZodObject): CallerRoute<typeof nothing> {
  return {
    method: 'GET',
    path: `/v1/${plural}/{id}`,
    role: 'viewer',
    summary: `One of the ${plural}`,
    query: nothing,
    body: 'none',
    status: 200,
    answer: item,
  };
}
