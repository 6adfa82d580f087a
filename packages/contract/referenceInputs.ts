import { z } from 'zod';
import { queueChannels, skillTypes, templateStates, templateTypes, type ReferenceKind } from '@muster/domain';
import { emailAddress, line, referenceName } from './storedTexts.ts';
import { templateValues } from './templateValues.ts';

const description = line({ min: 0, max: 256 }).default('');
const privilege = z.string().regex(/^[a-z]+:[a-z]+$/, 'must be like users:manage');

/** What is needed to create each kind of reference data; a PATCH may say any part of it. */
export const referenceInputs = {
  roles: z.strictObject({
    name: referenceName(50),
    description,
    privileges: z.array(privilege).max(50).default([]),
  }),
  queues: z.strictObject({ name: referenceName(150), description, channel: z.enum(queueChannels) }),
  skills: z
    .strictObject({
      name: referenceName(100),
      category: line({ min: 0, max: 100 }).default(''),
      type: z.enum(skillTypes),
      maxLevel: z.int().min(1).max(5).exactOptional().meta({ description: 'For proficiency only; 5 unless said.' }),
    })
    .refine(({ type, maxLevel }) => type === 'proficiency' || maxLevel === undefined || maxLevel === 1, {
      path: ['maxLevel'],
      message: 'a text skill has no levels: send null, or leave it out',
    }),
  teams: z.strictObject({ name: referenceName(100) }),
  regions: z.strictObject({
    name: referenceName(100),
    isMain: z.boolean().default(false).meta({ description: 'Making a region the main one ends that of the other.' }),
  }),
  templates: z.strictObject({
    name: referenceName(100),
    type: z.enum(templateTypes),
    state: z.enum(templateStates).default('draft'),
    values: templateValues.prefault({}),
  }),
} as const satisfies Record<ReferenceKind, z.ZodObject>;

export type ReferenceInputs = { [K in ReferenceKind]: z.output<(typeof referenceInputs)[K]> };

export const personInput = z.strictObject({ email: emailAddress, displayName: line({ max: 100 }) });
