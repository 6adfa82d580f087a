import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { clientOf, directory } from '../client.ts';
import { expectAccessible, takePicture } from './openBrowser.ts';
import { signIn } from './signIn.ts';
import { usePortal } from './usePortal.ts';

type UserJson = { id: string; email: string; displayName: string };

const portal = usePortal();

it('keeps search, filter, order and page over a reload, and goes back through them', async () => {
  const page = await portal.arrive('/users');
  await page.getByText('1–50 of 250 users').waitFor();
  await page.getByRole('button', { name: 'Filters' }).click();
  await choose(page, 'Role', 'Agent');
  await page.getByText('Role: Agent').waitFor();
  await page.getByLabel('Search users').fill('EXAMPLE.com');
  await page.getByText('Search: EXAMPLE.com').waitFor();
  await page.getByRole('button', { name: 'Name' }).click();
  await page.getByRole('button', { name: 'Name' }).click();
  await page
    .getByRole('columnheader', { name: 'Name', exact: false })
    .and(page.locator('[aria-sort=descending]'))
    .waitFor();
  await page.getByLabel('Users per page').selectOption('25');
  await page.getByText(/^1–25 of \d+ users found$/).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText(/^26–50 of \d+ users found$/).waitFor();
  const query = '&search=example.com&sort=-displayName&limit=26';
  const role = new URL(page.url()).searchParams.get('roleId');
  const { data } = await portal.admin.get<{ data: UserJson[] }>(`/v1/users?roleId=${role}${query}`);
  const first26th = data.at(-1)?.displayName ?? '';
  await expectFirst(page, first26th);

  await page.reload();
  await page.getByText(/^26–50 of \d+ users found$/).waitFor();
  await expectFirst(page, first26th);
  await page.getByRole('button', { name: 'Previous' }).click();
  await page.getByText(/^1–25 of \d+ users found$/).waitFor();
  await page.goBack();
  await page.getByText(/^26–50 of \d+ users found$/).waitFor();
  await page.getByRole('button', { name: 'Clear Role' }).first().click();
  await page.getByText('1–25 of 250 users found').waitFor();
  await page.getByRole('button', { name: 'Clear all' }).click();
  await page.getByText('1–25 of 250 users', { exact: true }).waitFor();
  expect(await page.getByLabel('Search users').inputValue()).toBe('');
});

it('starts a copied link on its page, from where the first page can be had', async () => {
  const { nextCursor } = await portal.admin.get<{ nextCursor: string }>('/v1/users?limit=25');
  const page = await portal.arrive(`/users?limit=25&page=2&cursor=${nextCursor}`);
  await page.getByText('26–50 of 250 users').waitFor();
  await page.getByRole('button', { name: 'First page' }).click();
  await page.getByText('1–25 of 250 users').waitFor();
  await page.goto(`/users?limit=25&page=2&cursor=${nextCursor}&search=example`);
  await page.getByText('1–25 of 250 users found').waitFor();
  expect(new URL(page.url()).searchParams.has('cursor')).toBe(false);
});

it('shows the columns one has chosen, in this browser from then on', async () => {
  const page = await portal.arrive('/users');
  await page.getByRole('columnheader', { name: 'Team' }).waitFor();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByLabel('Queues as agent').check();
  await page.getByLabel('Team', { exact: true }).uncheck();
  await expectAccessible(page);
  await takePicture(page, 'users-columns');
  await page.keyboard.press('Escape');
  await page.reload();
  await page.getByRole('columnheader', { name: 'Queues as agent' }).waitFor();
  expect(await page.getByRole('columnheader', { name: 'Team' }).count()).toBe(0);
});

it.each(['light', 'dark'] as const)('shows a user beside the list, and what a job did to them (%s)', async (scheme) => {
  const { data } = await portal.admin.get<{ data: UserJson[] }>('/v1/users?limit=1&search=ibrahim');
  const [user] = data;
  const name = `Renamed in ${scheme}`;
  const job = await portal.admin.update(`user_email,display_name\n${user?.email},${name}\n`);
  const page = await portal.arrive('/users?search=renamed', { colorScheme: scheme });
  await page.getByRole('link', { name }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('heading', { name }).waitFor();
  const entry = drawer.getByRole('listitem').filter({ hasText: 'Changed by Demo admin' }).first();
  await entry
    .getByRole('row', { name: `display_name ${user?.displayName} ${name}` })
    .or(entry.getByText(name))
    .first()
    .waitFor();
  await expectAccessible(page);
  await takePicture(page, `user-${scheme}`);
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(`/users/${user?.id}?search=renamed`);
  await entry.getByRole('link', { name: 'Update, row 2' }).click();
  await page.getByRole('heading', { name: '1 user updated' }).waitFor();
  expect(page.url()).toContain(job.id);
  await page.goBack();
  await drawer.getByRole('heading', { name }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name }).and(page.locator(':focus')).waitFor();
  expect(new URL(page.url()).pathname).toBe('/users');
});

it('exports exactly those who are displayed, and says before how many that are', async () => {
  const expected = await portal.admin.get<{ data: UserJson[]; total: number }>(
    '/v1/users?search=an&access=active&limit=100&total=true',
  );
  const page = await portal.arrive('/users?search=an&access=active');
  const label = `Export ${expected.total} users`;
  await page.getByRole('button', { name: label }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(`The ${expected.total} users that match`).waitFor();
  await dialog.getByLabel('Semicolon').check();
  await expectAccessible(page);
  await takePicture(page, 'export');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: label }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  await dialog.getByRole('heading', { name: `${expected.total} users exported` }).waitFor();
  await expectAccessible(page);
  const [header = '', ...rows] = csv.slice(1).trimEnd().split('\r\n');
  const place = header.split(';').indexOf('user_email');
  const emails = rows.map((row) => row.split(';')[place]);
  expect(emails.sort()).toEqual(expected.data.map(({ email }) => email).sort());
});

it('says that nobody matches, and offers a way back', async () => {
  const page = await portal.arrive('/users?search=nobody%20is%20called%20so&status=Ready');
  await page.getByText('No user matches').waitFor();
  await expectAccessible(page);
  await takePicture(page, 'users-nobody');
  await page.getByRole('main').getByRole('button', { name: 'Clear all' }).last().click();
  await page.getByText('1–50 of 250 users').waitFor();
});

it('says why the list cannot be had, and asks again', async () => {
  const page = await portal.arrive('/jobs');
  await page.getByRole('heading', { name: 'Jobs', level: 1 }).waitFor();
  await page.route('**/v1/users?*', (route) => route.abort());
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await page.getByText('Loading …').waitFor();
  await page.getByRole('alert').getByText('Muster does not answer').waitFor();
  await expectAccessible(page);
  await takePicture(page, 'users-refused');
  await page.unroute('**/v1/users?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('row').nth(50).waitFor();
  portal.forgive(); // the browser tells of each request
});

it('tells of a user who was removed what is known still', async () => {
  const newcomer = (await directory(portal.admin)).at(-1)?.email ?? '';
  const job = await portal.admin.import(`user_email,role\n${newcomer},Agent\n`);
  const { data } = await portal.admin.get<{ data: UserJson[] }>(`/v1/users?search=${newcomer}`);
  expect((await portal.admin.run(`/v1/jobs/${job.id}/undo`)).state).toBe('succeeded');
  const page = await portal.arrive(`/users/${data[0]?.id}`);
  await page.getByText('This user is not there any more').waitFor();
  await page.getByText('Removed by Demo admin').waitFor();
  await expectAccessible(page);
  await takePicture(page, 'user-removed');
});

it('invites to import where nobody is yet', async () => {
  const { page } = await portal.visit();
  await page.route('**/v1/users?*', (route) => route.fulfill({ json: { data: [], nextCursor: null, total: 0 } }));
  await page.goto('/users');
  await signIn(page, portal.admin.key);
  await page.getByText('No users yet').waitFor();
  await takePicture(page, 'users-empty');
  await page.getByRole('button', { name: 'Import' }).last().click();
  await page.getByRole('dialog').getByText('CSV Sample').waitFor();
});

it('tells a viewer why nothing is exported', async () => {
  const page = await portal.arrive('/users', { key: clientOf(portal.product, 0, 'viewer').key });
  const button = page.getByRole('button', { name: 'Export 250 users' });
  await button.waitFor();
  await page.getByRole('main').focus();
  await page.keyboard.press('Tab');
  await button.and(page.locator(':focus')).waitFor();
  await page.getByRole('tooltip').getByText('This takes the role Operator').waitFor();
  await button.press('Enter');
  expect(await page.getByRole('dialog').count()).toBe(0);
});

async function choose(page: Page, filter: string, value: string): Promise<void> {
  await page.getByRole('combobox', { name: filter, exact: true }).click();
  await page.getByRole('option', { name: value, exact: true }).click();
}

async function expectFirst(page: Page, displayName: string): Promise<void> {
  await page.getByRole('row').nth(1).getByRole('link', { name: displayName, exact: true }).waitFor();
}
