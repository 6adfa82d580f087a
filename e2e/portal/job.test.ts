import { modes, startReceiver, type Receiver } from '@muster/testkit/webhookReceiver';
import { clientOf, directory, exampleFile } from '../client.ts';
import { csvFile } from './csvFile.ts';
import { lookAt } from './lookAt.ts';
import { signIn } from './signIn.ts';
import { usePortal } from './usePortal.ts';

const portal = usePortal({ MUSTER_WEBHOOK_ALLOW_LOOPBACK: '1' });
let receiver: Receiver;
let strangers: string[];

beforeAll(async () => {
  receiver = await startReceiver();
  strangers = (await directory(portal.admin)).slice(250).map(({ email }) => email);
}, 90_000);
afterAll(async () => {
  await receiver.close();
}, 60_000);

const csv = (people: number, role = 'Agent') =>
  csvFile(strangers.splice(0, people).map((email) => `${email},${role}`)).buffer.toString();

it.each(['by its events', 'by asking, where events cannot be had'])('follows a job to its end %s', async (way) => {
  const { id } = await portal.admin.submit(await exampleFile('import-1000.csv'), '?mode=review');
  const { page } = await portal.visit();
  if (way !== 'by its events') await page.route('**/events', (route) => route.fulfill({ status: 404 }));
  await page.goto(`/jobs/${id}`);
  await signIn(page, portal.admin.key);
  await page.getByRole('heading', { name: 'Look before it is imported' }).waitFor();
  await lookAt(page, 'job-review');
  await portal.admin.ask(`/v1/jobs/${id}/cancel`, { method: 'POST' });
  await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
});

it('tells all that is known of a job: what happened, counts, files, and who was told', async () => {
  receiver.behave(modes.status(200));
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ url: receiver.url, description: 'CRM' });
  expect((await portal.admin.ask('/v1/webhook-endpoints', { method: 'POST', body, headers })).status).toBe(201);
  const upload = csv(6);
  const { id } = await portal.admin.import(upload, '?filename=newcomers.csv');
  const page = await portal.arrive(`/jobs/${id}`);
  await page.getByRole('heading', { level: 1, name: 'Import: newcomers.csv' }).waitFor();
  await page.getByRole('heading', { name: '6 users imported' }).waitFor();

  const timeline = page.getByRole('region', { name: 'What has happened' });
  for (const step of ['Submitted', 'Taken up by a worker', 'Succeeded']) await timeline.getByText(step).waitFor();
  await timeline.getByText('by Demo admin').waitFor();
  await page.getByRole('region', { name: 'Details' }).getByText('Applied once checked').waitFor();

  const download = page.waitForEvent('download');
  await page.getByRole('region', { name: 'Files' }).getByRole('link', { name: 'Uploaded file' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('newcomers.csv');
  expect(await readAll(await file.createReadStream())).toBe(upload);

  const told = page.getByRole('region', { name: 'Webhook deliveries' });
  await told.getByRole('row', { name: receiver.url }).getByText('Delivered').waitFor();
  await lookAt(page, 'job-succeeded');
  await told.getByRole('link', { name: 'Job succeeded' }).click();
  await page.getByRole('dialog', { name: 'Delivery' }).getByText('Answered 200').waitFor();
});

it('shows the attempts that led to it, and those that came after', async () => {
  const wrong = await portal.admin.import(csv(3, 'Agnt'), '?filename=team.csv');
  const body = { replacements: [{ column: 'role', from: 'Agnt', to: 'Agent' }] };
  const { id } = await portal.admin.run(`/v1/jobs/${wrong.id}/fix`, body);
  const page = await portal.arrive(`/jobs/${id}`);
  const related = page.getByRole('region', { name: 'Related jobs' });
  await related.getByText('Corrects').waitFor();
  await related.getByText('Nothing was imported: 3 problems').waitFor();
  await lookAt(page, 'job-attempts');
  await related.getByRole('link', { name: 'Import: team.csv' }).click();
  await page.getByRole('heading', { name: 'Nothing was imported: 3 problems' }).waitFor();
  await related.getByText('Corrected by').waitFor();
  await related.getByText('3 users imported').waitFor();
});

it('asks for what waits for a person and a time, and says when it is due', async () => {
  const applyAt = new Date(Date.now() + 86_400_000).toISOString();
  const { id } = await portal.admin.import(csv(2), `?mode=review&applyAt=${applyAt}`);
  const page = await portal.arrive(`/jobs/${id}`);
  await page.getByRole('heading', { name: /^Confirm it, and it is applied on / }).waitFor();
  await page.getByRole('table', { name: 'Changes, cell by cell' }).waitFor();
  await page.getByRole('region', { name: 'What has happened' }).getByText(/due /).waitFor();
  await lookAt(page, 'job-scheduled-review');
  await page.getByRole('button', { name: 'Confirm' }).press('Enter');
  await page.getByRole('heading', { name: /^Will be applied on / }).waitFor();
  expect(await page.getByRole('button', { name: 'Confirm' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Cancel the job' }).press('Enter');
  await page.getByRole('region', { name: 'Cancelled' }).and(page.locator(':focus')).waitFor();
});

it('shows a viewer what a viewer may not do, and why', async () => {
  const { id } = await portal.admin.import(csv(2), '?mode=review');
  const page = await portal.arrive(`/jobs/${id}`, { key: clientOf(portal.product, 0, 'viewer').key });
  await page.getByRole('button', { name: 'Confirm' }).waitFor();
  await page.keyboard.press('Tab'); // the browser shows the focus to those who use the keyboard
  for (const name of ['Confirm', 'Cancel the job']) {
    const button = page.getByRole('button', { name });
    await button.focus();
    await page.getByRole('tooltip').getByText('This takes the role Operator').first().waitFor();
    await button.press('Enter');
  }
  await page
    .getByRole('region', { name: 'Webhook deliveries' })
    .getByText('This takes the role Administrator')
    .waitFor();
  await lookAt(page, 'job-viewer');
  expect((await portal.admin.job(id)).state).toBe('awaiting_confirmation');
});

it('says that there is no such job', async () => {
  const page = await portal.arrive('/jobs/job_nothing');
  await page.getByRole('alert').waitFor();
  await lookAt(page, 'job-unknown');
});

async function readAll(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}
