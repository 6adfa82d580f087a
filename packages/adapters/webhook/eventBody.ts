import { eventView } from '@muster/contract';
import type { EventBody } from '@muster/jobs';

export const eventBody: EventBody = (event) => JSON.stringify(eventView(event));
