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
import { listOf, oneOf } from './referenceAnswers.ts';
import type { serve, Served, serveJson } from './served.ts';

type Doors = { key: ReturnType<typeof serve>; json: ReturnType<typeof serveJson> };

/** What answers the routes of webhooks. */
export function servedWebhooks(ports: ApiPorts, { key, json }: Doors) {
  const endpoints = endpointCollection(ports);
  return {
    listEndpoints: key(routes.listEndpoints, listOf(endpoints)),
    createEndpoint: json(routes.createEndpoint, createEndpoint(ports)),
    getEndpoint: key(routes.getEndpoint, oneOf(endpoints)),
    updateEndpoint: json(routes.updateEndpoint, updateEndpoint(ports)),
    deleteEndpoint: key(routes.deleteEndpoint, deleteEndpoint(ports)),
    rotateEndpointSecret: json(routes.rotateEndpointSecret, rotateSecret(ports)),
    testEndpoint: key(routes.testEndpoint, testEndpoint(ports)),
    enableEndpoint: key(routes.enableEndpoint, enableEndpoint(ports)),
    recoverEndpoint: json(routes.recoverEndpoint, recoverEndpoint(ports)),
    listDeliveries: key(routes.listDeliveries, listDeliveries(ports)),
    getDelivery: key(routes.getDelivery, getDelivery(ports)),
    retryDelivery: key(routes.retryDelivery, retryDelivery(ports)),
  } satisfies Partial<Record<RouteName, Served>>;
}
