import type { QueueBoard } from '@muster/adapters/bullmq';
import { figuresText } from '@muster/adapters/telemetry';
import { Router } from 'express';
import helmet from 'helmet';
import type { ApiPorts } from './apiPorts.ts';
import { openMetrics } from './metrics.ts';
import { operatorsOnly } from './operatorsOnly.ts';

/** Where Bull Board is; it has to know itself. */
export const boardPath = '/admin/queues';

/** For whoever runs the installation, and outside the table of routes: no account has a part in it. */
export function operations(ports: ApiPorts, token: string, board: QueueBoard): Router {
  const router = Router();
  const guard = operatorsOnly(token);
  const metrics = openMetrics(ports);
  router.get('/metrics', guard, async (_request, response) => {
    const sums = await ports.tallies.sums();
    response.type(metrics.contentType).send((await metrics.metrics()) + figuresText(sums ?? new Map()));
  });
  router.use(boardPath, guard, helmet.contentSecurityPolicy(boardPolicy), (request, response, next) => {
    board.handle(request, response, next);
  });
  return router;
}

/** Its page styles itself inline; it loads nothing from elsewhere. */
const boardPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
};
