import type { JobView, QueryOf } from '@muster/contract';
import { readProblem, refusal, unreachable } from '../api/problemOf.ts';

export type UploadKind = 'import-users' | 'update-users';
export type UploadOptions = QueryOf<'POST /v1/jobs/update-users'>;

export type ListMode = NonNullable<UploadOptions['listMode']>;

/** One attempt to send a file. Sent again with the same key it is answered with the same job. */
export type Upload = { kind: UploadKind; file: File; options: UploadOptions; key: string };

/**
 * Sends a file. By XMLHttpRequest, as `fetch` does not tell how much of a body has left.
 * @param onSent is told the share of the file that is sent, from 0 to 1.
 * @throws an Error with a problem in it, see problemOf.
 */
export function sendFile(upload: Upload, onSent: (share: number) => void, signal: AbortSignal): Promise<JobView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', addressOf(upload));
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('idempotency-key', upload.key);
    request.upload.addEventListener('progress', ({ loaded, total }) => onSent(total === 0 ? 0 : loaded / total));
    request.addEventListener('load', () => {
      if (request.status === 202) resolve(jobOf(request));
      else reject(refusalOf(request));
    });
    request.addEventListener('error', () => reject(refusal(unreachable())));
    request.addEventListener('abort', () => reject(new DOMException('The upload was cancelled.', 'AbortError')));
    signal.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', upload.file);
    request.send(form);
  });
}

function addressOf({ kind, options }: Upload): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(options)) if (value !== undefined) parameters.set(name, value);
  return `/v1/jobs/${kind}?${parameters.toString()}`;
}

function jobOf({ responseText }: XMLHttpRequest): JobView {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the API that serves the portal is of its version
  return JSON.parse(responseText) as JobView;
}

function refusalOf(request: XMLHttpRequest): Error {
  return refusal(readProblem(bodyOf(request), request.status, request.getResponseHeader('x-request-id')));
}

function bodyOf({ responseText }: XMLHttpRequest): unknown {
  try {
    return JSON.parse(responseText);
  } catch {
    return responseText; // not ours: a proxy's page
  }
}
