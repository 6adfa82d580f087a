import type { Page } from 'playwright-core';
import { clientOf, directory } from '../client.ts';
import { csvFile } from './csvFile.ts';
import { lookAt } from './lookAt.ts';
import { signIn } from './signIn.ts';
import { usePortal } from './usePortal.ts';

const portal = usePortal();
let strangers: string[];

beforeAll(async () => {
  strangers = (await directory(portal.admin)).slice(250).map(({ email }) => email);
}, 90_000);

const arrive = async (path: string, before: (page: Page) => Promise<unknown> = () => Promise.resolve()) => {
  const { page } = await portal.visit();
  await before(page);
  await page.goto(path);
  await signIn(page, portal.admin.key);
  return page;
};

const csv = (people: number, role = 'Agent') =>
  csvFile(strangers.splice(0, people).map((email) => `${email},${role}`)).buffer.toString();

it('says what will be listed, where nothing is yet; and what to do while it cannot be had', async () => {
  const page = await arrive('/jobs');
  await page.getByText('No jobs yet').waitFor();
  await lookAt(page, 'jobs-empty');
  await page.route('**/v1/jobs?*', (route) => route.fulfill({ status: 403, json: { title: 'Not now', code: 'x' } }));
  await page.route('**/v1/jobs', (route) => route.fulfill({ status: 403, json: { title: 'Not now', code: 'x' } }));
  await page.getByLabel('State').selectOption('Failed');
  await page.getByRole('alert').getByText('Not now').waitFor();
  await lookAt(page, 'jobs-refused');
  await page.unroute('**/v1/jobs?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('No job matches', { exact: true }).waitFor();
});

it('lists every job and what came of it, as the address says', async () => {
  await portal.admin.import(csv(3));
  await clientOf(portal.product, 0, 'operator').import(csv(2, 'Boss'));
  await portal.admin.import(csv(4), '?mode=review');
  await portal.admin.export({ search: 'an' });
  const page = await arrive('/jobs');
  const rows = page.getByRole('table', { name: 'Jobs, the newest first' }).getByRole('row');
  await page.getByRole('status').getByText('4 jobs').waitFor();
  await rows.getByText('3 users imported').waitFor();
  await rows.getByText('Nothing was imported: 2 problems').waitFor();
  await rows.getByText('Would create 4 users').waitFor();
  await rows.getByText(/^\d+ users exported$/).waitFor();
  await lookAt(page, 'jobs');

  await page.getByLabel('Job', { exact: true }).selectOption('Import');
  await page.getByRole('status').getByText('3 jobs').waitFor();
  await page.getByLabel('Only those of the key I signed in with').click();
  await page.getByRole('status').getByText('2 jobs').waitFor();
  await page.getByLabel('State').selectOption('Succeeded');
  await page.getByRole('status').getByText('1 job').waitFor();
  expect(new URL(page.url()).search).toBe('?kind=import-users&mine=true&state=succeeded');
  await page.reload();
  await page.getByRole('status').getByText('1 job').waitFor();
  await page.goBack();
  await page.getByRole('status').getByText('2 jobs').waitFor();

  // Whatever can be chosen can be asked for.
  const states = page.getByLabel('State');
  for (const state of await states.getByRole('option').allTextContents()) {
    await states.selectOption(state);
    await page
      .getByRole('status')
      .getByText(/^\d+ jobs?$/)
      .waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  }
  await page.getByText('No job matches', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Clear all' }).click();
  await page.getByRole('status').getByText('4 jobs').waitFor();
  expect(new URL(page.url()).search).toBe('');
  await rows.getByRole('link', { name: /^Export: / }).press('Enter');
  await page
    .getByRole('heading', { level: 1, name: /^Export: / })
    .and(page.locator(':focus'))
    .waitFor();
});

it('shows what others do meanwhile, and grows by a page at a time', async () => {
  const page = await arrive('/jobs');
  await page.getByRole('status').getByText('4 jobs').waitFor();
  for (let times = 0; times < 24; times += 1) await portal.admin.submit('user_email,role\r\nx,y\r\n', '?mode=validate');
  await page.getByText('The newest 25 jobs').waitFor();
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByRole('status').getByText('28 jobs').waitFor();
  expect(await page.getByRole('row').count()).toBe(29);
});
