import { isProblemCode, openApi, Problem, problemKinds, type ProblemKind } from '@muster/contract';
import { columnDocs } from '@muster/domain';
import type { ApiPorts } from './apiPorts.ts';
import type { Ask, PublicAsk } from './ask.ts';
import { checkServices, isServing } from './checkServices.ts';
import { escapeHtml, htmlPage } from './htmlPage.ts';

type Nothing = Record<string, never>;

export function listColumns({ response }: Ask<Nothing>): Promise<void> {
  response.json({ data: columnDocs() });
  return Promise.resolve();
}

export function explainProblem({ id, response }: PublicAsk<Nothing>): void {
  if (!isProblemCode(id)) throw new Problem('not_found', 'There is no problem with this code.');
  const { status, title, cause, cure }: ProblemKind = problemKinds[id];
  const body = `<p><code>${id}</code>, HTTP status ${status}</p>
<h2>Cause</h2>
<p>${escapeHtml(cause)}</p>
<h2>Cure</h2>
<p>${escapeHtml(cure)}</p>`;
  response.type('html').send(htmlPage(title, body));
}

export function getOpenApi(): (ask: PublicAsk<Nothing>) => void {
  const document = JSON.stringify(openApi());
  return ({ response }) => void response.type('json').send(document);
}

export function isAlive({ response }: PublicAsk<Nothing>): void {
  response.set('Cache-Control', 'no-store').json({ status: 'alive' });
}

export function isReady(ports: ApiPorts): (ask: PublicAsk<Nothing>) => Promise<void> {
  return async ({ response }) => {
    response.set('Cache-Control', 'no-store');
    const checks = await checkServices(ports);
    if (!isServing(checks)) {
      throw new Problem('unavailable', 'The database or the file store does not answer.', { checks });
    }
    response.json({ status: checks.queue === 'ok' ? 'ready' : 'degraded', checks });
  };
}
