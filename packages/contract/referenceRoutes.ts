import { z } from 'zod';
import { pageOf, paging, type PageOf } from './lists.ts';
import { patchOf } from './mergePatch.ts';
import { personInput, referenceInputs } from './referenceInputs.ts';
import { personSchema, referenceSchemas } from './referenceSchemas.ts';
import type { CallerRoute, JsonRoute, Route } from './route.ts';

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

/** A route whose types say as much as one that is written out: a client is typed by them (calls.ts). */
type Line<Method extends Route['method'], Path extends Route['path'], Answer extends Route['answer']> = {
  method: Method;
  path: Path;
  answer: Answer;
};

function listOf<Plural extends string, Item extends z.ZodObject>(
  plural: Plural,
  item: Item,
): CallerRoute<typeof page> & Line<'GET', `/v1/${Plural}`, PageOf<Item>> {
  return {
    method: 'GET',
    path: `/v1/${plural}` as const,
    role: 'viewer',
    summary: `All ${plural}, oldest first`,
    query: page,
    body: 'none',
    status: 200,
    answer: pageOf(item),
  };
}

function oneOf<Plural extends string, Item extends z.ZodObject>(
  plural: Plural,
  item: Item,
): CallerRoute<typeof nothing> & Line<'GET', `/v1/${Plural}/{id}`, Item> {
  return {
    method: 'GET',
    path: `/v1/${plural}/{id}` as const,
    role: 'viewer',
    summary: `One of the ${plural}`,
    query: nothing,
    body: 'none',
    status: 200,
    answer: item,
  };
}

function creationOf<Plural extends string, Body extends z.ZodObject, Item extends z.ZodObject>(
  plural: Plural,
  body: Body,
  item: Item,
): JsonRoute<typeof nothing, Body> & Line<'POST', `/v1/${Plural}`, Item> {
  return {
    method: 'POST',
    path: `/v1/${plural}` as const,
    role: 'admin',
    summary: `Adds to the ${plural}`,
    query: nothing,
    body,
    status: 201,
    answer: item,
  };
}

function updateOf<Plural extends string, Item extends z.ZodObject>(
  plural: Plural,
  whole: z.ZodObject,
  item: Item,
): JsonRoute<typeof nothing> & Line<'PATCH', `/v1/${Plural}/{id}`, Item> {
  return {
    method: 'PATCH',
    path: `/v1/${plural}/{id}` as const,
    role: 'admin',
    summary: `Changes one of the ${plural} by a merge patch; users and files that refer to it need no change`,
    query: nothing,
    body: patchOf(whole),
    status: 200,
    answer: item,
  };
}

function deletionOf<Plural extends string>(
  plural: Plural,
): CallerRoute<typeof nothing> & Line<'DELETE', `/v1/${Plural}/{id}`, 'nothing'> {
  return {
    method: 'DELETE',
    path: `/v1/${plural}/{id}` as const,
    role: 'admin',
    summary: `Deletes one of the ${plural}, unless it is in use`,
    query: nothing,
    body: 'none',
    status: 204,
    answer: 'nothing',
  };
}
