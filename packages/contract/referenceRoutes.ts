import { z } from 'zod';
import { pageOf, paging } from './lists.ts';
import { patchOf } from './mergePatch.ts';
import { personInput, referenceInputs } from './referenceInputs.ts';
import { personSchema, referenceSchemas } from './referenceSchemas.ts';
import type { CallerRoute, JsonRoute } from './route.ts';

const { roles, queues, skills, teams, regions, templates } = referenceSchemas;

const nothing = z.strictObject({});
const page = z.strictObject(paging);

/** What cells of a file refer to by name, and the directory of people who can be imported. */
export const referenceRoutes = {
  listRoles: listOf('roles', roles),
  getRole: oneOf('roles', roles),
  createRole: creationOf('roles', referenceInputs.roles, roles),
  updateRole: updateOf('roles', referenceInputs.roles, roles),
  deleteRole: deletionOf('roles'),
  listQueues: listOf('queues', queues),
  getQueue: oneOf('queues', queues),
  createQueue: creationOf('queues', referenceInputs.queues, queues),
  updateQueue: updateOf('queues', referenceInputs.queues, queues),
  deleteQueue: deletionOf('queues'),
  listSkills: listOf('skills', skills),
  getSkill: oneOf('skills', skills),
  createSkill: creationOf('skills', referenceInputs.skills, skills),
  updateSkill: updateOf('skills', referenceInputs.skills, skills),
  deleteSkill: deletionOf('skills'),
  listTeams: listOf('teams', teams),
  getTeam: oneOf('teams', teams),
  createTeam: creationOf('teams', referenceInputs.teams, teams),
  updateTeam: updateOf('teams', referenceInputs.teams, teams),
  deleteTeam: deletionOf('teams'),
  listRegions: listOf('regions', regions),
  getRegion: oneOf('regions', regions),
  createRegion: creationOf('regions', referenceInputs.regions, regions),
  updateRegion: updateOf('regions', referenceInputs.regions, regions),
  deleteRegion: deletionOf('regions'),
  listTemplates: listOf('templates', templates),
  getTemplate: oneOf('templates', templates),
  createTemplate: creationOf('templates', referenceInputs.templates, templates),
  updateTemplate: updateOf('templates', referenceInputs.templates, templates),
  deleteTemplate: deletionOf('templates'),
  listPeople: listOf('people', personSchema),
  getPerson: oneOf('people', personSchema),
  createPerson: creationOf('people', personInput, personSchema),
  updatePerson: updateOf('people', personInput, personSchema),
  deletePerson: deletionOf('people'),
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

function creationOf<Body extends z.ZodObject>(
  plural: string,
  body: Body,
  item: z.ZodObject,
): JsonRoute<typeof nothing, Body> {
  return {
    method: 'POST',
    path: `/v1/${plural}`,
    role: 'admin',
    summary: `Adds to the ${plural}`,
    query: nothing,
    body,
    status: 201,
    answer: item,
  };
}

function updateOf(plural: string, whole: z.ZodObject, item: z.ZodObject): JsonRoute<typeof nothing> {
  return {
    method: 'PATCH',
    path: `/v1/${plural}/{id}`,
    role: 'admin',
    summary: `Changes one of the ${plural} by a merge patch; users and files that refer to it need no change`,
    query: nothing,
    body: patchOf(whole),
    status: 200,
    answer: item,
  };
}

function deletionOf(plural: string): CallerRoute<typeof nothing> {
  return {
    method: 'DELETE',
    path: `/v1/${plural}/{id}`,
    role: 'admin',
    summary: `Deletes one of the ${plural}, unless it is in use`,
    query: nothing,
    body: 'none',
    status: 204,
    answer: 'nothing',
  };
}
