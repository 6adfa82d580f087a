import { routes, type RouteName } from '@muster/contract';
import type { ApiPorts } from './apiPorts.ts';
import type { once } from './once.ts';
import { createPerson, deletePerson, updatePerson } from './peopleAnswers.ts';
import { listOf, oneOf, peopleCollection } from './referenceAnswers.ts';
import { createOne, deleteOne, updateOne } from './referenceChanges.ts';
import { referenceEditors } from './referenceEditors.ts';
import type { serve, Served, serveJson } from './served.ts';

type Doors = { key: ReturnType<typeof serve>; json: ReturnType<typeof serveJson>; create: ReturnType<typeof once> };

/** What answers the routes of reference data and of the directory. */
export function servedReferences(ports: ApiPorts, { key, json, create }: Doors) {
  const { roles, queues, skills, teams, regions, templates } = referenceEditors(ports);
  const people = peopleCollection(ports);
  return {
    listRoles: key(routes.listRoles, listOf(roles.collection)),
    getRole: key(routes.getRole, oneOf(roles.collection)),
    createRole: json(routes.createRole, create(createOne(ports, roles))),
    updateRole: json(routes.updateRole, updateOne(ports, roles)),
    deleteRole: key(routes.deleteRole, deleteOne(ports, roles)),
    listQueues: key(routes.listQueues, listOf(queues.collection)),
    getQueue: key(routes.getQueue, oneOf(queues.collection)),
    createQueue: json(routes.createQueue, create(createOne(ports, queues))),
    updateQueue: json(routes.updateQueue, updateOne(ports, queues)),
    deleteQueue: key(routes.deleteQueue, deleteOne(ports, queues)),
    listSkills: key(routes.listSkills, listOf(skills.collection)),
    getSkill: key(routes.getSkill, oneOf(skills.collection)),
    createSkill: json(routes.createSkill, create(createOne(ports, skills))),
    updateSkill: json(routes.updateSkill, updateOne(ports, skills)),
    deleteSkill: key(routes.deleteSkill, deleteOne(ports, skills)),
    listTeams: key(routes.listTeams, listOf(teams.collection)),
    getTeam: key(routes.getTeam, oneOf(teams.collection)),
    createTeam: json(routes.createTeam, create(createOne(ports, teams))),
    updateTeam: json(routes.updateTeam, updateOne(ports, teams)),
    deleteTeam: key(routes.deleteTeam, deleteOne(ports, teams)),
    listRegions: key(routes.listRegions, listOf(regions.collection)),
    getRegion: key(routes.getRegion, oneOf(regions.collection)),
    createRegion: json(routes.createRegion, create(createOne(ports, regions))),
    updateRegion: json(routes.updateRegion, updateOne(ports, regions)),
    deleteRegion: key(routes.deleteRegion, deleteOne(ports, regions)),
    listTemplates: key(routes.listTemplates, listOf(templates.collection)),
    getTemplate: key(routes.getTemplate, oneOf(templates.collection)),
    createTemplate: json(routes.createTemplate, create(createOne(ports, templates))),
    updateTemplate: json(routes.updateTemplate, updateOne(ports, templates)),
    deleteTemplate: key(routes.deleteTemplate, deleteOne(ports, templates)),
    listPeople: key(routes.listPeople, listOf(people)),
    getPerson: key(routes.getPerson, oneOf(people)),
    createPerson: json(routes.createPerson, create(createPerson(ports))),
    updatePerson: json(routes.updatePerson, updatePerson(ports)),
    deletePerson: key(routes.deletePerson, deletePerson(ports)),
  } satisfies Partial<Record<RouteName, Served>>;
}
