import { routes, type RouteName } from '@muster/contract';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import { authenticator } from './authenticate.ts';
import { getErrorReport, getResult, getSource } from './fileAnswers.ts';
import { getSample } from './getSample.ts';
import { uploadInspector } from './inspectUpload.ts';
import { cancel, getJob, listChanges, listIssues, listJobs } from './jobAnswers.ts';
import { listOf, oneOf, peopleCollection, referenceCollections } from './referenceAnswers.ts';
import { servePublic, serve, serveJson, serveUpload, type Served } from './served.ts';
import { explainProblem, getAccount, getOpenApi, home, isAlive, isReady, listColumns } from './serviceAnswers.ts';
import { confirm, exportUsers, fix, undo } from './submitAnswers.ts';
import { takeUpload } from './takeUpload.ts';
import { getUser, listUsers } from './userAnswers.ts';

/** What answers each route of the table: a route without an answer does not compile. */
export function servedRoutes(ports: ApiPorts, settings: ApiSettings): Served[] {
  const authenticate = authenticator(ports, settings);
  const upload = serveUpload(authenticate, uploadInspector(ports, settings));
  const key = serve(authenticate);
  const json = serveJson(authenticate);
  const { roles, queues, skills, teams, regions, templates } = referenceCollections(ports);
  const people = peopleCollection(ports);
  const served = {
    importUsers: upload(routes.importUsers, takeUpload(ports, settings, 'import-users')),
    updateUsers: upload(routes.updateUsers, takeUpload(ports, settings, 'update-users')),
    exportUsers: json(routes.exportUsers, exportUsers(ports, settings)),
    listJobs: key(routes.listJobs, listJobs(ports)),
    getJob: key(routes.getJob, getJob(ports)),
    listIssues: key(routes.listIssues, listIssues(ports)),
    getErrorReport: key(routes.getErrorReport, getErrorReport(ports)),
    getSource: key(routes.getSource, getSource(ports)),
    listChanges: key(routes.listChanges, listChanges(ports)),
    getResult: key(routes.getResult, getResult(ports)),
    confirmJob: key(routes.confirmJob, confirm(ports, settings)),
    cancelJob: key(routes.cancelJob, cancel(ports, settings)),
    undoJob: key(routes.undoJob, undo(ports, settings)),
    fixJob: json(routes.fixJob, fix(ports, settings)),
    listUsers: key(routes.listUsers, listUsers(ports)),
    getUser: key(routes.getUser, getUser(ports)),
    listRoles: key(routes.listRoles, listOf(roles)),
    getRole: key(routes.getRole, oneOf(roles)),
    listQueues: key(routes.listQueues, listOf(queues)),
    getQueue: key(routes.getQueue, oneOf(queues)),
    listSkills: key(routes.listSkills, listOf(skills)),
    getSkill: key(routes.getSkill, oneOf(skills)),
    listTeams: key(routes.listTeams, listOf(teams)),
    getTeam: key(routes.getTeam, oneOf(teams)),
    listRegions: key(routes.listRegions, listOf(regions)),
    getRegion: key(routes.getRegion, oneOf(regions)),
    listTemplates: key(routes.listTemplates, listOf(templates)),
    getTemplate: key(routes.getTemplate, oneOf(templates)),
    listPeople: key(routes.listPeople, listOf(people)),
    getPerson: key(routes.getPerson, oneOf(people)),
    getAccount: key(routes.getAccount, getAccount(ports)),
    getImportSample: key(routes.getImportSample, getSample(ports, 'import-users')),
    getUpdateSample: key(routes.getUpdateSample, getSample(ports, 'update-users')),
    listColumns: key(routes.listColumns, listColumns),
    home: servePublic(routes.home, home),
    explainProblem: servePublic(routes.explainProblem, explainProblem),
    getOpenApi: servePublic(routes.getOpenApi, getOpenApi()),
    isAlive: servePublic(routes.isAlive, isAlive),
    isReady: servePublic(routes.isReady, isReady(ports)),
  } satisfies Record<RouteName, Served>;
  return Object.values(served);
}
