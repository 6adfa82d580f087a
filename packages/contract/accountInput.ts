import { z } from 'zod';
import { defaultLimits } from '@muster/domain';
import { country, line } from './storedTexts.ts';

const limit = z.int().min(1);
const seats = z.int().min(0).nullable().default(null).meta({ description: 'null = not limited.' });

/** What administrators may change about their account; limits up to the ceilings of the installation. */
export const accountInput = z.strictObject({
  name: line({ max: 100 }),
  country,
  limits: z
    .strictObject({
      importRows: limit.default(defaultLimits.importRows),
      updateRows: limit.default(defaultLimits.updateRows),
      fileBytes: limit.default(defaultLimits.fileBytes),
    })
    .prefault({}),
  licenses: z.strictObject({ essentials: seats, premium: seats, elite: seats }).prefault({}),
  requireDirectory: z.boolean().default(true),
});
