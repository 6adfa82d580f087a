import { adminRoutes } from './adminRoutes.ts';
import { jobRoutes } from './jobRoutes.ts';
import { keyRoutes } from './keyRoutes.ts';
import { referenceRoutes } from './referenceRoutes.ts';
import { serviceRoutes } from './serviceRoutes.ts';
import { sessionRoutes } from './sessionRoutes.ts';
import { userRoutes } from './userRoutes.ts';
import { webhookRoutes } from './webhookRoutes.ts';

/** Every route there is. What is not in here does not exist: the api refuses to start with a route too few or too many. */
export const routes = {
  ...jobRoutes,
  ...userRoutes,
  ...referenceRoutes,
  ...adminRoutes,
  ...keyRoutes,
  ...sessionRoutes,
  ...webhookRoutes,
  ...serviceRoutes,
};

export type RouteName = keyof typeof routes;
