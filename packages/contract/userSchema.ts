import { z } from 'zod';
import {
  accesses,
  addOns,
  changeActions,
  clientIntegrations,
  jobKinds,
  packages,
  statuses,
  subStatuses,
  teamRoles,
} from '@muster/domain';

const reference = z.object({ id: z.string(), name: z.string() }).meta({ id: 'Reference' });
const load = z.int().min(1).max(100).nullable();
const capacity = z.int().min(0).max(20);

/** What a CSV column can set, by path; a reference is `{id, name}`, absent = null, lists = []. */
export const userFieldsSchema = z.object({
  email: z.string(),
  displayName: z.string(),
  role: reference,
  package: z.enum(packages).nullable(),
  addOns: z.array(z.enum(addOns)),
  team: reference.nullable(),
  teamRole: z.enum(teamRoles).nullable(),
  region: reference,
  country: z.string(),
  access: z.enum(accesses),
  status: z.enum(statuses),
  subStatus: z.enum(subStatuses).nullable(),
  clientIntegration: z.enum(clientIntegrations),
  agentQueues: z.array(reference),
  supervisorQueues: z.array(reference),
  outboundVoiceQueue: reference.nullable(),
  outboundMessageQueue: reference.nullable(),
  skills: z.array(z.object({ skill: reference, level: z.int().min(1).max(5).nullable() })),
  multiChannel: z.object({ enabled: z.boolean(), maxAgentLoad: load, emailMaxAgentLoad: load }),
  capacity: z.object({ messages: capacity, emails: capacity }),
  externalLaunchUrl: z.string().nullable(),
  mobileClient: z.boolean(),
  emergencyCalling: z.boolean(),
});

export type UserFieldsView = z.output<typeof userFieldsSchema>;
export type ReferenceView = z.output<typeof reference>;

export const userSchema = z
  .object({
    id: z.string(),
    ...userFieldsSchema.shape,
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    lastChange: z.object({ jobId: z.string(), row: z.int() }).nullable(),
  })
  .meta({ id: 'User' });

export type UserView = z.output<typeof userSchema>;

export const userChangeSchema = z
  .object({
    jobId: z.string(),
    kind: z.enum(jobKinds),
    row: z.int(),
    at: z.iso.datetime(),
    by: z.object({ keyId: z.string(), name: z.string() }),
    action: z.enum(changeActions),
    fields: z
      .record(z.string(), z.object({ from: z.string().nullable(), to: z.string().nullable() }))
      .meta({ description: 'By column, cell texts.' }),
  })
  .meta({ id: 'UserChange', description: 'What a job did to a user.' });

export type UserChangeView = z.output<typeof userChangeSchema>;
