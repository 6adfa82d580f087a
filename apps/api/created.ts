import { jobView, retryAfter } from '@muster/contract';
import type { Job } from '@muster/domain';
import type { KeptAnswer } from '@muster/jobs';
import type { Response } from 'express';
import type { ApiPorts } from './apiPorts.ts';

/** What a request that creates something is answered with; made before it is sent, for it may have to be kept. */
export type Created = {
  status: 200 | 201 | 202;
  headers: Record<string, string>;
  body: unknown;
  /** The body to be kept where the one that is shown has a secret in it. */
  kept?: unknown;
};

/** 202: the job is durable, and this is where to follow it. */
export function acceptedJob({ clock }: Pick<ApiPorts, 'clock'>, job: Job): Created {
  const now = clock();
  const seconds = retryAfter(job, now) ?? 1;
  const headers = { Location: `/v1/jobs/${job.id}`, 'Retry-After': String(seconds) };
  return { status: 202, headers, body: jobView(job, null, now) };
}

/** What is kept of it, to be sent again. */
export function toKeep({ status, headers, body, kept = body }: Created): KeptAnswer {
  return { status, headers, body: JSON.stringify(kept) };
}

export function sendCreated(response: Response, { status, headers, body }: Created): void {
  sendKept(response, { status, headers, body: JSON.stringify(body) });
}

export function sendKept(response: Response, { status, headers, body }: KeptAnswer): void {
  response.status(status).set(headers).type('application/json').send(body);
}
