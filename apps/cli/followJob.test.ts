import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { jobView, type JobView } from '@muster/contract';
import { aJob } from '@muster/testkit/builders';
import { openClient } from './client.ts';
import { followJob } from './followJob.ts';
import { recordingTerminal } from './testing/recordingTerminal.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

const open: JobView = { ...jobView(aJob({ id: 'job_1' }), null, new Date()), state: 'validating' };
const ended: JobView = { ...open, state: 'succeeded', finishedAt: '2030-01-01T12:00:00.000Z' };

/** Follows `job_1` of a server that answers so. */
async function follow(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const recording = recordingTerminal();
  const client = openClient({ url: `http://127.0.0.1:${address.port}`, key: 'mst_x' }, recording.terminal);
  return { ...recording, ending: followJob(recording.terminal, client, 'job_1') };
}

it('waits for changes of what it has seen, and returns the job at its end', async () => {
  const asked: unknown[] = [];
  const { ending } = await follow((request, response) => {
    asked.push([request.url, request.headers['if-none-match']]);
    if (asked.length === 2) return response.writeHead(304).end();
    return response.setHeader('etag', '"1.0"').end(JSON.stringify(asked.length === 1 ? open : ended));
  });
  expect(await ending).toEqual(ended);
  const waiting = ['/v1/jobs/job_1?wait=20', '"1.0"'];
  expect(asked).toEqual([['/v1/jobs/job_1', undefined], waiting, waiting]);
});

it('stands by while the server is away, and says so once', async () => {
  const seen = { requests: 0 };
  const { ending, err } = await follow((_request, response) => {
    seen.requests += 1;
    if (seen.requests < 3) return response.writeHead(503, { 'retry-after': '0' }).end('{}');
    return response.end(JSON.stringify(ended));
  });
  expect((await ending).state).toBe('succeeded');
  expect(err()).toMatch(/^.*503.* Trying again …\n$/);
});

it('does not stand by for what will not pass', async () => {
  const { ending } = await follow((_request, response) => response.writeHead(404).end('{}'));
  await expect(ending).rejects.toMatchObject({ exitCode: 1 });
});

it('leaves the job alone when it is interrupted, and says how to come back', async () => {
  const { ending, ctrlC } = await follow(() => ctrlC.abort());
  await expect(ending).rejects.toMatchObject({
    exitCode: 130,
    message: expect.stringContaining('muster status job_1 --watch') as string,
  });
});
