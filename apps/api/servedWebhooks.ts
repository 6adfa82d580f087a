import { routes, type RouteName } from '@muster/contract';
import type { ApiPorts } from './apiPorts.ts';
import { getDelivery, listDeliveries, recoverEndpoint, retryDelivery, testEndpoint } from './deliveryAnswers.ts';
import {
  createEndpoint,
  deleteEndpoint,
  enableEndpoint,
  endpointCollection,
  rotateSecret,
  updateEndpoint,
} from './endpointAnswers.ts';
import type { once } from './once.ts';
import { listOf, oneOf } from './referenceAnswers.ts';
import type { serve, Served, serveJson } from './served.ts';

type Doors = { key: ReturnType<typeof serve>; json: ReturnType<typeof serveJson>; create: ReturnType<typeof once> };

/** What answers the routes of webhooks. */
export function servedWebhooks(ports: ApiPorts, { key, json, create }: Doors) {
  const endpoints = endpointCollection(ports);
  return {
    listEndpoints: key(routes.listEndpoints, listOf(endpoints)),
    createEndpoint: json(routes.createEndpoint, create(createEndpoint(ports))),
    getEndpoint: key(routes.getEndpoint, oneOf(endpoints)),
    updateEndpoint: json(routes.updateEndpoint, updateEndpoint(ports)),
    deleteEndpoint: key(routes.deleteEndpoint, deleteEndpoint(ports)),
    rotateEndpointSecret: json(routes.rotateEndpointSecret, create(rotateSecret(ports))),
    testEndpoint: key(routes.testEndpoint, create(testEndpoint(ports))),
    enableEndpoint: key(routes.enableEndpoint, enableEndpoint(ports)),
    recoverEndpoint: json(routes.recoverEndpoint, create(recoverEndpoint(ports))),
    listDeliveries: key(routes.listDeliveries, listDeliveries(ports)),
    getDelivery: key(routes.getDelivery, getDelivery(ports)),
    retryDelivery: key(routes.retryDelivery, create(retryDelivery(ports))),
  } satisfies Partial<Record<RouteName, Served>>;
}
