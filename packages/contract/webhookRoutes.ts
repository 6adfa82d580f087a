import { z } from 'zod';
import { deliveryStates } from '@muster/domain';
import { pageOf, paging } from './lists.ts';
import { patchOf } from './mergePatch.ts';
import type { Route } from './route.ts';
import {
  deliveryDetailSchema,
  deliverySchema,
  endpointInput,
  endpointSchema,
  endpointWithSecretSchema,
} from './webhookSchemas.ts';

const nothing = z.strictObject({});
const endpoints = '/v1/webhook-endpoints';
const endpoint = `${endpoints}/{id}` as const;
const deliveries = '/v1/webhook-deliveries';
const delivery = `${deliveries}/{id}` as const;
const hours = 'must be a whole number of hours from 0 to 168';
const state = z.enum(deliveryStates, `must be one of ${deliveryStates.join(', ')}`);

/** Whom Muster calls when a job has ended, and how that went. */
export const webhookRoutes = {
  listEndpoints: {
    method: 'GET',
    path: endpoints,
    role: 'admin',
    summary: 'All webhook endpoints, oldest first',
    query: z.strictObject(paging),
    body: 'none',
    status: 200,
    answer: pageOf(endpointSchema),
  },
  createEndpoint: {
    method: 'POST',
    path: endpoints,
    role: 'admin',
    summary: 'Adds a webhook endpoint; its signing secret is shown this once',
    query: nothing,
    body: endpointInput,
    status: 201,
    answer: endpointWithSecretSchema,
  },
  getEndpoint: {
    method: 'GET',
    path: endpoint,
    role: 'admin',
    summary: 'One webhook endpoint',
    query: nothing,
    body: 'none',
    status: 200,
    answer: endpointSchema,
  },
  updateEndpoint: {
    method: 'PATCH',
    path: endpoint,
    role: 'admin',
    summary: 'Changes a webhook endpoint by a merge patch',
    query: nothing,
    body: patchOf(endpointInput),
    status: 200,
    answer: endpointSchema,
  },
  deleteEndpoint: {
    method: 'DELETE',
    path: endpoint,
    role: 'admin',
    summary: 'Deletes a webhook endpoint; what is pending is not sent any more',
    query: nothing,
    body: 'none',
    status: 204,
    answer: 'nothing',
  },
  rotateEndpointSecret: {
    method: 'POST',
    path: `${endpoint}/rotate-secret`,
    role: 'admin',
    summary: 'Makes a new signing secret; the one before signs as well while they overlap',
    query: nothing,
    body: z.strictObject({ overlapHours: z.int(hours).min(0, hours).max(168, hours).default(24) }),
    status: 200,
    answer: endpointWithSecretSchema,
  },
  testEndpoint: {
    method: 'POST',
    path: `${endpoint}/test`,
    role: 'admin',
    summary: 'Sends a `webhook.test` event; the delivery tells how it went',
    query: nothing,
    body: 'none',
    status: 202,
    answer: deliverySchema,
  },
  enableEndpoint: {
    method: 'POST',
    path: `${endpoint}/enable`,
    role: 'admin',
    summary: 'Enables an endpoint again; what it missed is sent by `recover`',
    query: nothing,
    body: 'none',
    status: 200,
    answer: endpointSchema,
  },
  recoverEndpoint: {
    method: 'POST',
    path: `${endpoint}/recover`,
    role: 'admin',
    summary: 'Sends again what was given up since a time',
    query: nothing,
    body: z.strictObject({
      since: z.iso.datetime({ offset: true, error: 'must be a time such as 2030-01-31T09:30:00Z' }),
    }),
    status: 202,
    answer: z.object({ recovered: z.int().meta({ description: 'Deliveries that are pending again.' }) }),
  },
  listDeliveries: {
    method: 'GET',
    path: deliveries,
    role: 'admin',
    summary: 'What was sent and is to be sent, newest first',
    query: z.strictObject({
      ...paging,
      endpointId: z.string().optional(),
      state: state.optional(),
      jobId: z.string().optional(),
    }),
    body: 'none',
    status: 200,
    answer: pageOf(deliverySchema),
  },
  getDelivery: {
    method: 'GET',
    path: delivery,
    role: 'admin',
    summary: 'One delivery, with every attempt',
    query: nothing,
    body: 'none',
    status: 200,
    answer: deliveryDetailSchema,
  },
  retryDelivery: {
    method: 'POST',
    path: `${delivery}/retry`,
    role: 'admin',
    summary: 'Sends one again now, with the same id and bytes, even if it was delivered',
    query: nothing,
    body: 'none',
    status: 202,
    answer: deliverySchema,
  },
} as const satisfies Record<string, Route>;
