import { z } from 'zod';
import { packages, queueChannels, skillTypes, templateStates, templateTypes, type ReferenceKind } from '@muster/domain';
import { userFieldsSchema } from './userSchema.ts';

const named = { id: z.string(), name: z.string() };
const described = { ...named, description: z.string() };

export const referenceSchemas = {
  roles: z.object({ ...described, privileges: z.array(z.string()) }).meta({ id: 'Role' }),
  queues: z.object({ ...described, channel: z.enum(queueChannels) }).meta({ id: 'Queue' }),
  skills: z
    .object({ ...named, category: z.string(), type: z.enum(skillTypes), maxLevel: z.int().min(1).max(5) })
    .meta({ id: 'Skill' }),
  teams: z.object(named).meta({ id: 'Team' }),
  regions: z.object({ ...named, isMain: z.boolean() }).meta({ id: 'Region' }),
  templates: z
    .object({
      ...named,
      type: z.enum(templateTypes),
      state: z.enum(templateStates),
      values: userFieldsSchema.partial(),
    })
    .meta({ id: 'Template' }),
} as const satisfies Record<ReferenceKind, z.ZodObject>;

export type TemplateView = z.output<(typeof referenceSchemas)['templates']>;

export const personSchema = z
  .object({ id: z.string(), email: z.string(), displayName: z.string() })
  .meta({ id: 'Person', description: 'Someone of the directory, who may not be in the contact center yet.' });

const seats = z.int().min(0).nullable().meta({ description: 'Seats; null = not limited.' });

export const accountSchema = z
  .object({
    ...named,
    country: z.string(),
    revision: z.int(),
    limits: z.object({ importRows: z.int(), updateRows: z.int(), fileBytes: z.int() }),
    licenses: z.object({ [packages[0]]: seats, [packages[1]]: seats, [packages[2]]: seats }),
    requireDirectory: z.boolean(),
  })
  .meta({ id: 'Account' });
