import { z } from 'zod';
import { accesses, addOns, clientIntegrations, packages, statuses, subStatuses, teamRoles } from '@muster/domain';
import { country, line } from './storedTexts.ts';

const id = z.string().max(100);
const queueIds = z.array(id).max(100);
const load = z.int().min(1).max(100).nullable().default(null);
const capacity = z.int().min(0).max(20);
const skill = z.strictObject({ skillId: id, level: z.int().min(1).max(5).nullable().default(null) });

/** What a template gives, any of it: the fields of a user but the address, references by their ids. */
export const templateValues = z
  .strictObject({
    displayName: line({ max: 100 }).exactOptional(),
    roleId: id.exactOptional(),
    package: z.enum(packages).exactOptional(),
    addOns: z.array(z.enum(addOns)).exactOptional(),
    teamId: id.exactOptional(),
    teamRole: z.enum(teamRoles).exactOptional(),
    regionId: id.exactOptional(),
    country: country.exactOptional(),
    access: z.enum(accesses).exactOptional(),
    status: z.enum(statuses).exactOptional(),
    subStatus: z.enum(subStatuses).exactOptional(),
    clientIntegration: z.enum(clientIntegrations).exactOptional(),
    agentQueueIds: queueIds.exactOptional(),
    supervisorQueueIds: queueIds.exactOptional(),
    outboundVoiceQueueId: id.exactOptional(),
    outboundMessageQueueId: id.exactOptional(),
    skills: z.array(skill).max(20).exactOptional(),
    multiChannel: z.strictObject({ enabled: z.boolean(), maxAgentLoad: load, emailMaxAgentLoad: load }).exactOptional(),
    capacity: z.strictObject({ messages: capacity, emails: capacity }).exactOptional(),
    externalLaunchUrl: line({ max: 500 }).exactOptional(),
    mobileClient: z.boolean().exactOptional(),
    emergencyCalling: z.boolean().exactOptional(),
  })
  .meta({ description: 'Cells of a row beat these. `status` and `subStatus` only in templates of type update.' });
