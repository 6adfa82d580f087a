import { jsonOf } from './testing/jsonOf.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';
import { csv, testClient, type JobJson, type TestClient } from './testing/testClient.ts';
import { testWorker, type TestWorker } from './testing/testWorker.ts';
let api: TestApi;
let client: TestClient;
let worker: TestWorker;
beforeAll(async () => {
  api = await startTestApi();
  client = testClient(api);
  worker = testWorker(api, client);
});
afterAll(() => api.close());

test('its error report is a download that no browser takes for anything else', async () => {
  const answer = await client.get(`/v1/jobs/${(await worker.rejected()).id}/error-report`);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': expect.stringMatching(/^attachment; filename=job_[0-9a-z]+-errors\.csv$/) as string,
    'x-content-type-options': 'nosniff',
  });
  expect(await answer.text()).toBe('all rows');
});

test('the upload comes back byte for byte under its own name', async () => {
  const made = await jsonOf<JobJson>(await client.upload('?filename=n%C3%A4me%20%221%22.csv'));
  const answer = await client.get(`/v1/jobs/${made.id}/source`);
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="n?me \\"1\\".csv"; filename*=UTF-8''n%C3%A4me%20%221%22.csv`,
  );
  expect(await answer.text()).toBe(csv);
});

test('its error report may leave the good rows out', async () => {
  expect(await (await client.get(`/v1/jobs/${(await worker.rejected()).id}/error-report?rows=issues`)).text()).toBe(
    'rows with issues',
  );
});

test('a job without issues has no error report', async () => {
  const answer = await client.get(`/v1/jobs/${(await worker.succeeded()).id}/error-report`);
  expect([answer.status, (await jsonOf(answer)).code]).toEqual([404, 'no_issues']);
});

test('a job that changed nothing has no result', async () => {
  const answer = await client.get(`/v1/jobs/${(await worker.rejected()).id}/result`);
  expect([answer.status, (await jsonOf(answer)).code]).toEqual([404, 'no_result']);
});

test('its files are gone on the day it said', async () => {
  const expiresAt = new Date(Date.now() - 1);
  const { id } = await worker.rejected({ expiresAt });
  for (const what of ['error-report', 'source']) {
    const answer = await client.get(`/v1/jobs/${id}/${what}`);
    const gone = { code: 'expired', expiredAt: expiresAt.toISOString() };
    expect([answer.status, await jsonOf(answer)]).toMatchObject([410, gone]);
  }
});

test('its changes come as a file of cells that no spreadsheet runs', async () => {
  const job = await worker.succeeded();
  expect(await (await client.get(`/v1/jobs/${job.id}/result`)).text()).toBe(
    [
      'row,user_id,user_email,action,column,from,to',
      '2,usr_1,a@example.com,create,role,,Agent',
      "4,usr_2,b@example.com,create,display_name,,'=1+1",
      '',
    ].join('\r\n'),
  );
});
