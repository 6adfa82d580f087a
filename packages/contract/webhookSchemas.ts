import { z } from 'zod';
import { deliveryStates, disabledReasons, eventTypes, type DeliveryFailure } from '@muster/domain';
import { jobSchema } from './jobSchema.ts';
import { line } from './storedTexts.ts';

const time = z.iso.datetime();
const eventType = z.enum(eventTypes, `must be one of ${eventTypes.join(', ')}`);
const jobEvents = eventTypes.filter((type) => type !== 'webhook.test');

/** What is needed to create an endpoint; a PATCH may say any part of it. */
export const endpointInput = z.strictObject({
  url: z
    .string()
    .trim()
    .min(1)
    .max(2_048)
    .meta({ description: 'https, without user name and password; never redirected.' }),
  types: z
    .array(eventType)
    .min(1, 'must name at least one type')
    .max(eventTypes.length)
    .overwrite((types) => [...new Set(types)])
    .default(jobEvents)
    .meta({ description: 'Which events it is told of; all of jobs unless said.' }),
  description: line({ min: 0, max: 256 }).default(''),
  enabled: z.boolean().default(true),
});

export type EndpointInput = z.output<typeof endpointInput>;

export const endpointSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    types: z.array(z.enum(eventTypes)),
    description: z.string(),
    enabled: z.boolean(),
    disabledAt: time.nullable(),
    disabledReason: z.enum(disabledReasons).nullable().meta({
      description: '`gone`: it answered 410; `failing`: nothing but failures for 5 days.',
    }),
    createdAt: time,
  })
  .meta({ id: 'WebhookEndpoint' });

export type EndpointView = z.output<typeof endpointSchema>;

/** An endpoint together with its new secret. */
export const endpointWithSecretSchema = endpointSchema
  .extend({ secret: z.string().nullable().meta({ description: '`whsec_…`, shown only this once.' }) })
  .meta({ id: 'WebhookEndpointWithSecret' });

const failures = [
  'status',
  'redirect',
  'timeout',
  'refused',
  'reset',
  'unreachable',
  'dns',
  'tls',
  'protocol',
  'blocked',
] as const satisfies readonly DeliveryFailure[];

export const deliverySchema = z
  .object({
    id: z.string(),
    endpointId: z.string(),
    eventId: z.string().meta({ description: 'What receivers see as webhook-id.' }),
    type: z.enum(eventTypes),
    jobId: z.string().nullable(),
    state: z.enum(deliveryStates),
    createdAt: time.meta({ description: 'When the event happened.' }),
    nextAttemptAt: time.nullable(),
    attemptCount: z.int(),
  })
  .meta({ id: 'WebhookDelivery' });

export type DeliveryView = z.output<typeof deliverySchema>;

export const deliveryDetailSchema = deliverySchema
  .extend({
    attempts: z
      .array(
        z.object({
          at: time,
          ms: z.int(),
          status: z.int().nullable(),
          error: z.enum(failures).nullable(),
          response: z.string().nullable().meta({ description: 'The first 1 kB of the body.' }),
          address: z.string().nullable(),
        }),
      )
      .meta({ description: 'In order; of many the latest.' }),
  })
  .meta({ id: 'WebhookDeliveryDetail' });

export type DeliveryDetailView = z.output<typeof deliveryDetailSchema>;

/** The job as it was committed; the groups of issues and the name of the file stay with us. */
const eventJobSchema = jobSchema.omit({ issueGroups: true }).extend({
  file: jobSchema.shape.file.unwrap().omit({ name: true }).nullable(),
});

/** The body of a webhook. */
export const eventSchema = z
  .object({
    type: z.enum(eventTypes),
    timestamp: time.meta({ description: 'When it happened.' }),
    data: z.object({ job: eventJobSchema.exactOptional().meta({ description: 'Absent in `webhook.test` only.' }) }),
  })
  .meta({
    id: 'WebhookEvent',
    description: 'Signed as Standard Webhooks 1.0.0 says; the same webhook-id may come more than once, in any order.',
  });

export type EventView = z.output<typeof eventSchema>;
