import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { clientOf, directory } from '../client.ts';
import { csvFile } from './csvFile.ts';
import { lookAt } from './lookAt.ts';
import { signIn } from './signIn.ts';
import { usePortal } from './usePortal.ts';

const portal = usePortal();
let strangers: string[];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-drop-'));
  strangers = (await directory(portal.admin)).slice(250).map(({ email }) => email);
}, 90_000);
afterAll(async () => {
  await rm(folder, { recursive: true });
}, 60_000);

const agents = (people: number) => strangers.splice(0, people).map((email) => `${email},Agent`);

describe('the import dialog', () => {
  it('says what a file has to look like, before one is chosen', async () => {
    const page = await portal.arrive('/users');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Up to 1,000 rows and 64 MiB in one file.').waitFor();
    await lookAt(page, 'import-form');
    await dialog.getByRole('button', { name: /Show the \d+ columns/ }).click();
    await dialog.getByLabel('Find a column').fill('licence');
    await dialog.getByText('Allowed: essentials, premium').waitFor();
    await lookAt(page, 'import-columns');
    const sample = page.waitForEvent('download');
    await dialog.getByRole('link', { name: 'CSV Sample' }).click();
    expect((await sample).suggestedFilename()).toBe('import-users.csv');

    await dialog.getByRole('tab', { name: 'Update Users' }).click();
    await dialog.getByText('Up to 100,000 rows').waitFor();
    await dialog.getByRole('radio', { name: 'Are added to those a user has' }).check();
    await lookAt(page, 'update-form');
    await page.reload();
    await dialog.getByRole('tab', { name: 'Update Users', selected: true }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(new URL(page.url()).search).toBe('');
  });

  it('imports a good file, worked by keyboard alone', async () => {
    const before = await portal.admin.countUsers();
    const page = await portal.arrive('/users');
    await page.getByRole('button', { name: 'Import', exact: true }).press('Enter');
    await page.getByRole('dialog').locator(':focus').waitFor();
    await page.getByRole('button', { name: 'Upload CSV' }).focus();
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(csvFile(agents(40)));
    const done = page.getByRole('region', { name: '40 users imported' });
    await done.waitFor();
    // Whoever listens is where the news is.
    await done.and(page.locator(':focus')).waitFor();
    expect(await portal.admin.countUsers()).toBe(before + 40);
    await lookAt(page, 'import-succeeded');
    await page.getByRole('button', { name: 'Show every change' }).press('Enter');
    await page.getByRole('table', { name: 'Changes, cell by cell' }).waitFor();
    await lookAt(page, 'import-changes');
    await done.getByRole('button', { name: 'Close' }).press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page
      .locator(':focus')
      .and(page.getByRole('button', { name: 'Import', exact: true }))
      .waitFor();
  });

  it('says that the very same file was applied before', async () => {
    const file = csvFile(agents(2), 'user_email,role', 'twice.csv');
    const first = await portal.admin.import(file.buffer.toString());
    const page = await portal.arrive('/users?dialog=import');
    await page.getByLabel('Upload CSV').setInputFiles(file);
    await page.getByText('The very same file was applied before').waitFor();
    await page.getByRole('heading', { name: /^Nothing was imported: 2 problems/ }).waitFor();
    await page.getByRole('button', { name: 'See that job' }).click();
    await page.getByRole('heading', { name: '2 users imported' }).waitFor();
    expect(new URL(page.url()).searchParams.get('job')).toBe(first.id);
  });

  it('becomes one job when the connection breaks and the file is sent again', async () => {
    const page = await portal.arrive('/users?dialog=import');
    const before = (await portal.admin.get<{ data: unknown[] }>('/v1/jobs?limit=100')).data.length;
    // The file arrives, its answer does not.
    await page.route('**/v1/jobs/import-users**', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.getByLabel('Upload CSV').setInputFiles(csvFile(agents(3)));
    await page.getByRole('alert').getByText('Muster does not answer').waitFor();
    portal.forgive(); // the browser tells of the connection
    await lookAt(page, 'import-broken');
    await page.unroute('**/v1/jobs/import-users**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: '3 users imported' }).waitFor();
    expect((await portal.admin.get<{ data: unknown[] }>('/v1/jobs?limit=100')).data).toHaveLength(before + 1);
  });

  it('shows how much of a large file has left, and lets cancel', async () => {
    const page = await portal.arrive('/users?dialog=update');
    const session = await page.context().newCDPSession(page);
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 200_000 };
    await session.send('Network.emulateNetworkConditions', slow);
    const large = csvFile(new Array<string>(4_000).fill(`x,${'y'.repeat(1_000)}`), 'user_email,_note');
    await page.getByLabel('Upload CSV').setInputFiles(large);
    await page.getByText(/^[1-9]\d? %\. Keep this open/).waitFor();
    await page.getByRole('button', { name: 'Cancel the upload' }).click();
    await page.getByRole('button', { name: 'Upload CSV' }).waitFor();

    await page.route('**/v1/jobs/update-users**', () => undefined); // it gets nowhere
    await page.getByLabel('Upload CSV').setInputFiles(large);
    await page.getByText('0 %. Keep this open').waitFor();
    await lookAt(page, 'import-sending');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: 'Close' }).count()).toBe(0);
    expect(await page.locator(':focus').textContent()).toBe('Sending users.csv');
    await page.getByRole('button', { name: 'Cancel the upload' }).click();
    await page.getByRole('button', { name: 'Upload CSV' }).waitFor();
  });

  it('takes a file that is dropped, and refuses two', async () => {
    const page = await portal.arrive('/users?dialog=import');
    const place = page.locator('.drop-zone');
    await drop(place, ['one', 'two']);
    await page.getByText('Drop one file at a time.').waitFor();
    const file = `user_email,role\n${agents(1).join('')}\n`;
    // Beside the place: the browser must not open it.
    await drop(page.getByText('CSV Sample'), [file]);
    await drop(place, [file]);
    await page.getByRole('heading', { name: '1 user imported' }).waitFor();
  });

  it('applies at a time, in the zone of whoever looks', async () => {
    const { page } = await portal.visit({ timezoneId: 'Asia/Tokyo' });
    await page.goto('/users?dialog=import');
    await signIn(page, portal.admin.key);
    await page.getByText('Time zone: Asia/Tokyo').waitFor();
    const inTokyo = new Date(Date.now() + 9 * 3_600_000 + 86_400_000);
    await page.getByLabel('Apply at').fill('2020-01-01T10:00');
    await page.getByLabel('Upload CSV').setInputFiles(csvFile(agents(1)));
    await page.getByRole('alert').getByText('Choose a time from one minute to 30 days ahead.').waitFor();
    await page.getByLabel('Apply at').fill(inTokyo.toISOString().slice(0, 16));
    await page.getByLabel('Upload CSV').setInputFiles(csvFile(agents(1)));
    await page.getByRole('heading', { name: /^Will be applied on / }).waitFor();
    await lookAt(page, 'import-scheduled');
    const id = new URL(page.url()).searchParams.get('job') ?? '';
    const { applyAt } = await portal.admin.get<{ applyAt: string }>(`/v1/jobs/${id}`);
    expect(applyAt.slice(0, 16)).toBe(new Date(inTokyo.getTime() - 9 * 3_600_000).toISOString().slice(0, 16));

    await page.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('region', { name: 'In progress' }).getByRole('button', { name: 'Import: users.csv' }).click();
    await page.getByRole('button', { name: 'Cancel the job' }).click();
    await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
    await lookAt(page, 'import-cancelled');
  });

  it('tells a viewer why not', async () => {
    const page = await portal.arrive('/users?dialog=import', { key: clientOf(portal.product, 0, 'viewer').key });
    const button = page.getByRole('button', { name: 'Upload CSV' });
    await button.hover();
    await page.getByText('This takes the role Operator').first().waitFor();
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await lookAt(page, 'import-viewer');
  });
});

/** Drops files with these texts somewhere, as a mouse would that brings them from the desktop. */
async function drop(onto: Locator, contents: string[]): Promise<void> {
  const files = contents.map((_, at) => join(folder, `dropped-${at}.csv`));
  await Promise.all(files.map((file, at) => writeFile(file, contents[at] ?? '')));
  await onto.waitFor();
  const { x = 0, y = 0 } = (await onto.boundingBox()) ?? {};
  const session = await onto.page().context().newCDPSession(onto.page());
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', {
      type,
      x: x + 5,
      y: y + 5,
      data: { items: [], files, dragOperationsMask: 1 },
    });
  }
  await session.detach();
}
