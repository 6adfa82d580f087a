import { routes, type RouteName } from '@muster/contract';
import { ifRoom, ifUploadFits } from './accountShare.ts';
import { admitter } from './admit.ts';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import { getAccount, listAuditEntries, updateAccount } from './accountAnswers.ts';
import { docs } from './docsPages.ts';
import { getErrorReport, getResult, getSource } from './fileAnswers.ts';
import { followJob } from './followJob.ts';
import { getJob } from './getJob.ts';
import { getSample } from './getSample.ts';
import { uploadInspector } from './inspectUpload.ts';
import { cancel, listChanges, listIssues, listJobs } from './jobAnswers.ts';
import { createKey, getKey, listKeys, revokeKey, rotateKey } from './keyAnswers.ts';
import { listHistory } from './listHistory.ts';
import { hashPeople, inspectPeople, loadPeople } from './loadPeople.ts';
import { once } from './once.ts';
import { servePublic, servePublicJson, serve, serveJson, serveUpload, type Served } from './served.ts';
import { servedReferences } from './servedReferences.ts';
import { explainProblem, getOpenApi, isAlive, isReady, listColumns } from './serviceAnswers.ts';
import { getSession, signIn, signOut } from './sessionAnswers.ts';
import { confirm, exportUsers, fix, undo } from './submitAnswers.ts';
import { hashUpload, takeUpload } from './takeUpload.ts';
import { servedWebhooks } from './servedWebhooks.ts';
import { getUser, listUsers } from './userAnswers.ts';
import type { JobWatch } from './watchJobs.ts';

/** What answers each route of the table: a route without an answer does not compile. */
export function servedRoutes(ports: ApiPorts, settings: ApiSettings, watch: JobWatch): Served[] {
  const admit = admitter(ports, settings);
  const upload = serveUpload(admit, uploadInspector(ports, settings));
  const key = serve(admit);
  const json = serveJson(admit);
  const create = once(ports, settings);
  const room = ifRoom(ports, settings);
  const fits = ifUploadFits(ports, settings);
  const people = serveUpload(admit, inspectPeople);
  const served = {
    importUsers: upload(routes.importUsers, create(fits(takeUpload(ports, settings, 'import-users')), hashUpload)),
    updateUsers: upload(routes.updateUsers, create(fits(takeUpload(ports, settings, 'update-users')), hashUpload)),
    exportUsers: json(routes.exportUsers, create(room(exportUsers(ports, settings)))),
    listJobs: key(routes.listJobs, listJobs(ports)),
    getJob: key(routes.getJob, getJob(ports, watch)),
    followJob: key(routes.followJob, followJob(watch)),
    listIssues: key(routes.listIssues, listIssues(ports)),
    getErrorReport: key(routes.getErrorReport, getErrorReport(ports)),
    getSource: key(routes.getSource, getSource(ports)),
    listChanges: key(routes.listChanges, listChanges(ports)),
    getResult: key(routes.getResult, getResult(ports)),
    confirmJob: key(routes.confirmJob, confirm(ports, settings)),
    cancelJob: key(routes.cancelJob, cancel(ports, settings)),
    undoJob: key(routes.undoJob, create(room(undo(ports, settings)))),
    fixJob: json(routes.fixJob, create(room(fix(ports, settings)))),
    listUsers: key(routes.listUsers, listUsers(ports)),
    getUser: key(routes.getUser, getUser(ports)),
    listHistory: key(routes.listHistory, listHistory(ports)),
    ...servedReferences(ports, { key, json, create }),
    loadPeople: people(routes.loadPeople, create(loadPeople(ports), hashPeople)),
    getAccount: key(routes.getAccount, getAccount(ports)),
    updateAccount: json(routes.updateAccount, updateAccount(ports, settings)),
    createKey: json(routes.createKey, create(createKey(ports, settings))),
    listKeys: key(routes.listKeys, listKeys(ports)),
    getKey: key(routes.getKey, getKey(ports)),
    revokeKey: key(routes.revokeKey, revokeKey(ports)),
    rotateKey: json(routes.rotateKey, create(rotateKey(ports, settings))),
    signIn: servePublicJson(routes.signIn, signIn(ports, settings)),
    getSession: key(routes.getSession, getSession(ports)),
    signOut: key(routes.signOut, signOut(ports, settings)),
    ...servedWebhooks(ports, { key, json, create }),
    listAuditEntries: key(routes.listAuditEntries, listAuditEntries(ports)),
    getImportSample: key(routes.getImportSample, getSample(ports, 'import-users')),
    getUpdateSample: key(routes.getUpdateSample, getSample(ports, 'update-users')),
    listColumns: key(routes.listColumns, listColumns),
    docs: servePublic(routes.docs, docs),
    explainProblem: servePublic(routes.explainProblem, explainProblem),
    getOpenApi: servePublic(routes.getOpenApi, getOpenApi()),
    isAlive: servePublic(routes.isAlive, isAlive),
    isReady: servePublic(routes.isReady, isReady(ports)),
  } satisfies Record<RouteName, Served>;
  return Object.values(served);
}
