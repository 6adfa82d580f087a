import { z } from 'zod';
import { legalMoves, type JobState } from '@muster/domain';

/** The states outsiders see: an upload that is still arriving is not a job yet. */
const visibleStates = Object.keys(legalMoves).filter((state) => state !== 'receiving');

export const visibleState = z
  .string()
  .refine((text): text is JobState => visibleStates.includes(text), {
    message: `must be one of ${visibleStates.join(', ')}`,
  })
  .meta({ override: { enum: visibleStates } });
