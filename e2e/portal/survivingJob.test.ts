import { csvFile } from './csvFile.ts';
import { lookAt } from './lookAt.ts';
import { usePortal } from './usePortal.ts';

const people = 20_000;

const portal = usePortal({ MUSTER_LEASE: '1s', MUSTER_SWEEP_INTERVAL: '200ms' });

beforeAll(async () => {
  const limits = { method: 'PATCH', body: JSON.stringify({ limits: { importRows: people } }) };
  await portal.admin.ask('/v1/account', { ...limits, headers: { 'content-type': 'application/json' } });
  const body = Array.from({ length: people }, (_, at) =>
    JSON.stringify({ email: emailOf(at), displayName: `P ${at}` }),
  );
  const headers = { 'content-type': 'application/x-ndjson' };
  expect((await portal.admin.ask('/v1/people/bulk', { method: 'POST', body: body.join('\n'), headers })).status).toBe(
    200,
  );
}, 120_000);

it('a job goes on in two windows, over a reload, while its worker is killed', async () => {
  const before = await portal.admin.countUsers();
  const page = await portal.arrive('/users?dialog=import');
  const rows = Array.from({ length: people }, (_, at) => `${emailOf(at)},Agent`);
  await page.getByLabel('Upload CSV').setInputFiles(csvFile(rows));
  await page.getByText(/^\d{1,2},\d{3} /).waitFor();
  const [worker] = (await portal.product.run()).pids.workers;
  process.kill(worker ?? 0, 'SIGKILL');
  await page.getByText('A worker has taken it up again').waitFor({ timeout: 20_000 });
  const address = page.url();
  await page.reload();
  const other = await portal.arrive(address);
  for (const window of [page, other]) {
    await window.getByRole('progressbar', { name: 'Progress' }).last().waitFor();
    await window
      .getByRole('status')
      .getByText(/^(25|50|75) % done$/)
      .waitFor();
  }
  await lookAt(other, 'working');
  await page.getByRole('button', { name: 'Close' }).last().click();
  const running = page.getByRole('region', { name: 'In progress' });
  await running.getByRole('progressbar', { name: 'Progress' }).waitFor();
  await other.getByRole('heading', { name: '20,000 users imported' }).waitFor({ timeout: 50_000 });
  await running.getByText('20,000 users imported').waitFor();
  await page.getByText(`1–50 of 20,250 users`).waitFor();
  expect(await portal.admin.countUsers()).toBe(before + people);
  // However many changes there are, a page of them is shown.
  await other.getByRole('button', { name: 'Show every change' }).click();
  await other.getByRole('row', { name: emailOf(0) }).waitFor();
  expect(await other.getByRole('table', { name: 'Changes, cell by cell' }).getByRole('row').count()).toBe(26);
}, 120_000);

it('says that the connection is broken, and follows the job again once it is not', async () => {
  const page = await portal.arrive('/users?dialog=update');
  await page.getByLabel('Review first').check();
  await page.getByLabel('Upload CSV').setInputFiles(csvFile([`${emailOf(1)},Supervisor`]));
  await page.getByRole('button', { name: 'Confirm' }).waitFor();
  process.kill((await portal.product.run()).pids.api, 'SIGKILL');
  const problem = page.getByRole('dialog').getByText('Muster does not answer');
  await problem.waitFor();
  await lookAt(page, 'connection-broken');
  await problem.waitFor({ state: 'hidden', timeout: 20_000 });
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('heading', { name: '1 user updated' }).waitFor();
  portal.forgive(); // the browser tells of each broken request
});

function emailOf(at: number): string {
  return `person-${at}@example.com`;
}
