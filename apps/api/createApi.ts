import { Problem } from '@muster/contract';
import express, { type ErrorRequestHandler, type Express, type Request, type Router } from 'express';
import helmet from 'helmet';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import { asProblem } from './asProblem.ts';
import { cutDribblers } from './cutDribblers.ts';
import { docsAssets } from './docsPages.ts';
import { noteRequest } from './noteRequest.ts';
import { refuseOddHeaders } from './refuseOddHeaders.ts';
import { rememberKeys } from './rememberKeys.ts';
import { requestIdOf } from './requestId.ts';
import { sendProblem } from './sendProblem.ts';
import type { Served } from './served.ts';
import { servedRoutes } from './servedRoutes.ts';
import { traceRequests } from './traceRequests.ts';
import type { JobWatch } from './watchJobs.ts';

/** The whole HTTP surface, ready to listen; `beside` is what stands beside the table of routes. */
export function createApi(
  ports: ApiPorts,
  settings: ApiSettings,
  watch: JobWatch,
  beside: readonly Router[] = [],
): Express {
  const api = express();
  api.disable('x-powered-by');
  api.set('etag', false); // the only entity tags are those that the contract promises
  api.set('case sensitive routing', true);
  api.set('strict routing', true);
  api.set('trust proxy', settings.trustProxy);
  if (ports.tracing !== null) api.use(traceRequests(ports.tracing));
  api.use(noteRequest(ports));
  api.use(cutDribblers(ports, settings));
  api.use(helmet({ contentSecurityPolicy: nothing, referrerPolicy: { policy: 'no-referrer' } }));
  api.use(refuseOddHeaders);
  api.use((_request, response, next) => {
    response.set('Cache-Control', 'private, no-cache');
    next();
  });
  for (const [path, served] of fixedFirst(byPath(servedRoutes(rememberKeys(ports), settings, watch))))
    mount(api, path, served);
  api.use(docsAssets());
  for (const router of beside) api.use(router);
  api.use(() => {
    throw new Problem('not_found', 'There is no such address.');
  });
  api.use(answerThrown(ports));
  return api;
}

/** What answers with more than data loosens it for itself. */
const nothing = {
  useDefaults: false,
  directives: { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
};

function byPath(all: readonly Served[]): Map<string, Served[]> {
  const found = new Map<string, Served[]>();
  for (const served of all) found.set(served.route.path, [...(found.get(served.route.path) ?? []), served]);
  return found;
}

/**
 * What a path is called by stands before what has any id there; but things stand as in the table, for Express asks one
 * path after the other, and the jobs that everybody polls come first there.
 */
function fixedFirst(all: Map<string, Served[]>): [string, Served[]][] {
  const things = [...all.keys()].map(thingOf);
  const place = (path: string): number => 2 * things.indexOf(thingOf(path)) + Number(path.includes('{id}'));
  return [...all].sort(([one], [other]) => place(one) - place(other));
}

/** `/v1/jobs` of `/v1/jobs/{id}/issues`. */
function thingOf(path: string): string {
  return path.split('/', 3).join('/');
}

/** Express answers HEAD where there is a GET. */
function mount(api: Express, path: string, served: readonly Served[]): void {
  const route = api.route(path.replace('{id}', ':id'));
  for (const { route: line, answer } of served) route[verbs[line.method]](answer);
  const allow = served.flatMap(({ route: { method } }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  route.all((request: Request) => {
    throw new Problem('method_not_allowed', `${request.method} is not possible here.`, { allow });
  });
}

const verbs = { GET: 'get', POST: 'post', PATCH: 'patch', DELETE: 'delete' } as const;

/** The one place where what was thrown becomes an answer. Express knows it by its four parameters. */
function answerThrown(ports: ApiPorts): ErrorRequestHandler {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- with three parameters it would be an ordinary handler
  return async (thrown: unknown, request, response, next) => {
    if (response.destroyed) {
      ports.log.info({ err: thrown, requestId: requestIdOf(response) }, 'nobody is left to be answered');
      return;
    }
    const problem = await asProblem(thrown, ports);
    if (problem.code === 'internal' || problem.code === 'unavailable') {
      ports.log.error({ err: thrown, requestId: requestIdOf(response) }, 'request failed');
    }
    sendProblem(request, response, problem);
  };
}
