import type { ServerResponse } from 'node:http';

const header = 'X-Request-Id';

/** Every answer names its request, so that a caller and a log line can be brought together. */
export function setRequestId(response: ServerResponse, requestId: string): void {
  response.setHeader(header, requestId);
}

export function requestIdOf(response: ServerResponse): string {
  return String(response.getHeader(header));
}
