import { jobView, retryAfter } from '@muster/contract';
import type { Job } from '@muster/domain';
import type { Response } from 'express';
import type { ApiPorts } from './apiPorts.ts';

/** 202: the job is durable, and this is where to follow it. */
export function acceptJob({ clock }: Pick<ApiPorts, 'clock'>, response: Response, job: Job): void {
  const seconds = retryAfter(job, clock()) ?? 1;
  response.status(202).location(`/v1/jobs/${job.id}`).set('Retry-After', String(seconds)).json(jobView(job, null));
}
