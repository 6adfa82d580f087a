import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { directory } from '../client.ts';
import { signIn } from './signIn.ts';
import { usePortal } from './usePortal.ts';

const portal = usePortal();

// Step by step, as the article numbers them.

it('batch imports users', async () => {
  const { page } = await portal.visit();
  const [first, second] = (await directory(portal.admin)).slice(250).map(({ email }) => email);
  await signInToUsers(page); // 1, 2
  await page.getByRole('button', { name: 'Import', exact: true }).click(); // 3
  const sample = await download(page, () => page.getByRole('link', { name: 'CSV Sample' }).click()); // 4
  const [header = '', ...examples] = await linesOf(sample);
  const emails = [first ?? '', second ?? ''];
  const filled = examples.slice(0, 2).map((row, at) => row.replace(/[^,"]+@example\.com/, emails[at] ?? '')); // 5
  await upload(page, [header, ...filled]); // 6
  await page.getByRole('heading', { name: '2 users imported' }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click(); // 7
  await page.getByText('1–50 of 252 users').waitFor();
});

it('batch exports and updates existing users', async () => {
  const { page } = await portal.visit();
  await signInToUsers(page); // 1, 2
  await page.getByLabel('Search users').fill('son');
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('combobox', { name: 'Access', exact: true }).click();
  await page.getByRole('option', { name: 'Active', exact: true }).click();
  await page.getByText('Access: Active').waitFor();
  await page.getByText(/^1–\d+ of \d+ users found$/).waitFor();
  const displayed = (await page.getByRole('row').count()) - 1;
  await page.getByRole('button', { name: `Export ${displayed} users` }).click(); // 3
  const dialog = page.getByRole('dialog');
  const file = await download(page, () => dialog.getByRole('button', { name: `Export ${displayed} users` }).click());
  const [header = '', ...rows] = await linesOf(file);
  expect(rows).toHaveLength(displayed);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  // 4: most rows are deleted, a cell is changed in the others.
  const at = header.split(',').indexOf('user_access');
  const edited = rows.slice(0, 3).map((row) => row.split(',').with(at, 'inactive').join(','));
  await page.getByRole('button', { name: 'Import', exact: true }).click(); // 5
  await page.getByRole('tab', { name: 'Update Users' }).click(); // 6
  const sample = await download(page, () => page.getByRole('link', { name: 'CSV Sample' }).click()); // 7
  expect((await linesOf(sample))[0]).toContain('user_id');
  await upload(page, [header, ...edited]); // 8, 9
  await page.getByRole('heading', { name: '3 users updated' }).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click(); // 10
  await page.getByText(`1–${displayed - 3} of ${displayed - 3} users found`).waitFor();
});

async function signInToUsers(page: Page): Promise<void> {
  await page.goto('/jobs');
  await signIn(page, portal.admin.key);
  const navigation = page.getByRole('navigation', { name: 'Main navigation' });
  await navigation.getByText('Contact Center Management').waitFor();
  await navigation.getByRole('link', { name: 'Users' }).click();
  await page.getByRole('row').nth(50).waitFor();
}

async function download(page: Page, act: () => Promise<void>): Promise<Download> {
  const started = page.waitForEvent('download');
  await act();
  return started;
}

/** Of a file as Muster writes it: with a mark of its encoding, and no line break in a cell. */
async function linesOf(file: Download): Promise<string[]> {
  return (await readFile(await file.path(), 'utf8')).slice(1).trimEnd().split('\r\n');
}

async function upload(page: Page, lines: string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Upload CSV' }).click();
  await (await chooser).setFiles({ name: 'users.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) });
}
