import { newId } from '@muster/adapters/process';
import { until } from '@muster/testkit/until';
import express from 'express';
import { noteRequest } from './noteRequest.ts';
import { openServer } from './openServer.ts';

type Line = { level: string; message: string; fields: Record<string, unknown> };

test('a request is one line that names it and who asked, without its query and its headers', async () => {
  const [line] = await linesOf(0, '/v1/users?search=ada@example.com', { Authorization: 'Bearer x', Cookie: 'a=b' });
  expect(line).toEqual({
    level: 'debug',
    message: 'request',
    fields: {
      requestId: expect.stringMatching(/^req_/) as string,
      method: 'GET',
      path: '/v1/users',
      status: 200,
      ms: expect.any(Number) as number,
      address: '127.0.0.1',
    },
  });
});

test.each([
  [0, '127.0.0.1'],
  [1, '203.0.113.9'],
  [2, '198.51.100.7'],
])('%i proxies in front are believed about who asks', async (trusted, address) => {
  const [line] = await linesOf(trusted, '/', { 'X-Forwarded-For': '192.0.2.66, 198.51.100.7, 203.0.113.9' });
  expect(line?.fields['address']).toBe(address);
});

async function linesOf(trusted: number, path: string, headers: Record<string, string>): Promise<Line[]> {
  const lines: Line[] = [];
  const at = (level: string) => (fields: Record<string, unknown>, message: string) => {
    lines.push({ level, message, fields });
  };
  const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const api = express().set('trust proxy', trusted).use(noteRequest({ newId, log }));
  api.use((_request, response) => void response.end());
  const server = await openServer(api, { newId, log }, { host: '127.0.0.1', port: 0 });
  await fetch(`http://127.0.0.1:${server.port}${path}`, { headers });
  await until(() => lines.length > 0);
  await server.close(100);
  return lines;
}
