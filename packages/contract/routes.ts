import { adminRoutes } from './adminRoutes.ts';
import { jobRoutes } from './jobRoutes.ts';
import { referenceRoutes } from './referenceRoutes.ts';
import { serviceRoutes } from './serviceRoutes.ts';
import { userRoutes } from './userRoutes.ts';

/** Every route there is. What is not in here does not exist: the api refuses to start with a route too few or too many. */
export const routes = { ...jobRoutes, ...userRoutes, ...referenceRoutes, ...adminRoutes, ...serviceRoutes };

export type RouteName = keyof typeof routes;
