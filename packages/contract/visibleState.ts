import { z } from 'zod';
import { legalMoves, type JobState } from '@muster/domain';

/** The states outsiders see: an upload that is still arriving is not a job yet. */
export const visibleState = z
  .string()
  .refine((text): text is JobState => text !== 'receiving' && Object.hasOwn(legalMoves, text), {
    message: 'must be a state of a job',
  })
  .meta({ override: { enum: Object.keys(legalMoves).filter((state) => state !== 'receiving') } });
