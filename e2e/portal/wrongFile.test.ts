import { until } from '@muster/testkit/until';
import type { Locator, Page } from 'playwright-core';
import { directory } from '../client.ts';
import { csvFile } from './csvFile.ts';
import { lookAt } from './lookAt.ts';
import { signIn } from './signIn.ts';
import { usePortal } from './usePortal.ts';

const portal = usePortal();
let strangers: string[];

beforeAll(async () => {
  strangers = (await directory(portal.admin)).slice(250).map(({ email }) => email);
}, 90_000);

const people = (count: number) => strangers.splice(0, count);

describe('a wrong file', () => {
  it('is put right by its suggestions, several at once, as a new attempt', async () => {
    const before = await portal.admin.countUsers();
    const page = await portal.arrive('/users?dialog=import');
    const rows = [
      ...people(30).map((email) => `${email},Agnt,Billing Voice`),
      ...people(7).map((email) => `${email},Agent,Biling Voice`),
    ];
    await page.getByLabel('Upload CSV').setInputFiles(csvFile(rows, 'user_email,role,agent_queues'));
    await page.getByRole('heading', { name: 'Nothing was imported: 37 problems in 2 kinds' }).waitFor();
    await page.getByText('37 of 37 rows have a problem.').waitFor();
    await lookAt(page, 'rejected');
    await page.getByRole('button', { name: 'Details' }).click();
    await page.getByRole('table', { name: 'Problems, in the order of the file' }).waitFor();
    await page.getByLabel('Kind of problem').selectOption({ index: 1 });
    await lookAt(page, 'rejected-details');

    await page.getByRole('checkbox', { name: 'Use “Billing Voice” instead' }).uncheck();
    await page.getByRole('button', { name: 'Apply suggestion to all 30 rows' }).click();
    await page.getByRole('heading', { name: 'Nothing was imported: 7 problems' }).waitFor();
    await page.getByRole('group', { name: 'Attempts' }).getByText('37').waitFor();
    await lookAt(page, 'rejected-again');
    await page.getByRole('button', { name: 'Apply suggestion to all 7 rows' }).click();
    await page.getByRole('heading', { name: '37 users imported' }).waitFor();
    expect(await attempts(page)).toBe('37→7→0 problems');
    expect(await portal.admin.countUsers()).toBe(before + 37);
  });

  it('is put right by its error report, uploaded again and again: 12 → 3 → 0', async () => {
    const page = await portal.arrive('/users?dialog=import');
    const emails = people(15);
    const wrong = (from: number) => emails.map((email, at) => `${email},${at < from ? 'Boss' : 'Agent'}`);
    await page.getByLabel('Upload CSV').setInputFiles(csvFile(wrong(12)));
    await page.getByRole('heading', { name: 'Nothing was imported: 12 problems' }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download error report' }).click();
    const report = await readAll(await (await download).createReadStream());
    const corrected = report.replace(/Boss(?=.*)/g, (role, at: number) =>
      report.slice(0, at).split('\n').length <= 10 ? 'Agent' : role,
    );
    const file = { ...csvFile([]), name: 'users-errors.csv', buffer: Buffer.from(corrected) };
    await page.getByLabel('Upload corrected file').setInputFiles(file);
    await page.getByRole('heading', { name: 'Nothing was imported: 3 problems' }).waitFor();
    // The same file, after it was edited.
    const edited = { ...file, buffer: Buffer.from(corrected.replaceAll('Boss', 'Agent')) };
    await page.getByLabel('Upload corrected file').setInputFiles(edited);
    await page.getByRole('heading', { name: '15 users imported' }).waitFor();
    expect(await attempts(page)).toBe('12→3→0 problems');
    await lookAt(page, 'attempts');
    await page.getByRole('button', { name: /^Attempt 1, .*: 12 problems$/ }).click();
    await page.getByRole('heading', { name: 'Nothing was imported: 12 problems' }).waitFor();
    await page.getByText('There is a newer attempt.').waitFor();
  });

  it('is put right by keyboard alone, and the focus never gets lost', async () => {
    const page = await portal.arrive('/users');
    await page.getByRole('button', { name: 'Import', exact: true }).press('Enter');
    await page.getByRole('tab', { name: 'Import', exact: true }).and(page.locator(':focus')).waitFor();
    const chooser = page.waitForEvent('filechooser');
    await tabTo(page, 'Upload CSV');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(csvFile(people(3).map((email) => `${email},Agnt`)));
    await focusOn(page, 'Nothing was imported: 3 problems');
    await tabTo(page, 'Details');
    await page.keyboard.press('Enter');
    await page.getByRole('cell', { name: 'Agnt' }).first().waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await focusOn(page, '3 users imported');
    await tabTo(page, 'Close');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Import', exact: true }).and(page.locator(':focus')).waitFor();
  });

  it('of 10,000 problems is looked through as fast as any', async () => {
    await portal.admin.ask('/v1/account', patch({ limits: { importRows: 12_000 } }));
    const rows = Array.from(
      { length: 11_000 },
      (_, at) => `nobody-${at}@example.com,${at % 2 === 0 ? 'Agent' : 'Boss'}`,
    );
    const page = await portal.arrive('/users?dialog=import');
    await page.getByLabel('Upload CSV').setInputFiles(csvFile(rows));
    await page.getByRole('heading', { name: 'Nothing was imported: 16,500 problems in 2 kinds' }).waitFor();
    await page.getByRole('button', { name: 'Details' }).click();
    await page.getByText('The first 10,000 of 16,500 problems are listed here.').waitFor({ timeout: 40_000 });
    const table = page.getByRole('table', { name: 'Problems, in the order of the file' });
    expect(await table.getByRole('row').count()).toBe(51);
    await page.getByLabel('Go to row').fill('5002');
    const row = table.getByRole('row', { name: /^5,002 / }).first();
    const frame = page.getByRole('region', { name: 'Problems, in the order of the file' });
    await until(() => isInView(row, frame), { what: 'the row to be in view' });
    await page.getByLabel('Go to row').press('Enter');
    await row.and(page.locator(':focus')).waitFor();
    await page.getByLabel('Kind of problem').selectOption({ label: 'Something that does not exist' });
    await table.getByRole('row', { name: /Boss/ }).first().waitFor();
    await lookAt(page, 'rejected-10000');
  });

  it('that is no UTF-8 is read as what it is, once somebody has said so', async () => {
    const page = await portal.arrive('/users?dialog=import');
    const [email] = people(1);
    const latin = Buffer.from(`user_email,role,display_name\r\n${email ?? ''},Agent,J\xF6rg\r\n`, 'latin1');
    const file = { ...csvFile([]), buffer: latin };
    await page.getByLabel('Upload CSV').setInputFiles(file);
    await page.getByRole('heading', { name: 'Nothing was imported: 1 problem' }).waitFor();
    await lookAt(page, 'rejected-encoding');
    await page.getByRole('checkbox', { name: 'Read it as Windows-1252' }).check();
    await page.getByLabel('Upload corrected file').setInputFiles(file);
    await page.getByRole('heading', { name: '1 user imported' }).waitFor();
  });

  it('that breaks off is offered no way to apply the part before the break', async () => {
    const page = await portal.arrive('/users?dialog=import');
    const broken = Buffer.from(`user_email,role\r\n${people(1)[0] ?? ''},Agnt\r\n"nobody@example.com,Agent\r\n`);
    await page.getByLabel('Upload CSV').setInputFiles({ ...csvFile([]), buffer: broken });
    await page.getByRole('heading', { name: 'Nothing was imported: 2 problems in 2 kinds' }).waitFor();
    await page.getByText('Did you mean “Agent”?').waitFor();
    expect(await page.getByText('Use “Agent” instead').count()).toBe(0);
    expect(await page.getByText('upload that very file').count()).toBe(0);
    await page.getByRole('link', { name: 'Download error report' }).waitFor();
    await lookAt(page, 'rejected-broken');
  });
});

it('a session that ends in the middle is begun again where it ended', async () => {
  const page = await portal.arrive('/users?dialog=import');
  await page.getByLabel('Upload CSV').setInputFiles(csvFile(people(2).map((email) => `${email},Agnt`)));
  await page.getByRole('heading', { name: 'Nothing was imported: 2 problems' }).waitFor();
  const address = page.url();
  expect((await page.request.delete('/v1/session', { headers: { origin: portal.product.url } })).status()).toBe(204);
  await page.getByRole('button', { name: 'Apply suggestion to all 2 rows' }).click();
  await page.getByText('Your session has ended.').waitFor();
  await signIn(page, portal.admin.key);
  await page.getByRole('button', { name: 'Apply suggestion to all 2 rows' }).waitFor();
  expect(page.url()).toBe(address);
  await page.getByRole('button', { name: 'Apply suggestion to all 2 rows' }).click();
  await page.getByRole('heading', { name: '2 users imported' }).waitFor();
});

/** From where the focus is on, as often as it takes. */
async function tabTo(page: Page, button: string): Promise<void> {
  const wanted = page.getByRole('button', { name: button, exact: true }).and(page.locator(':focus'));
  await until(async () => {
    await page.keyboard.press('Tab');
    return (await wanted.count()) > 0;
  });
}

async function focusOn(page: Page, headline: string): Promise<void> {
  await page.getByRole('region', { name: headline }).and(page.locator(':focus')).waitFor();
}

/** Seen by whoever looks: not moved out of the frame, nor behind its head. */
async function isInView(row: Locator, frame: Locator): Promise<boolean> {
  const [inner, outer] = [await row.boundingBox(), await frame.boundingBox()];
  if (inner === null || outer === null) return false;
  return inner.y > outer.y && inner.y + inner.height <= outer.y + outer.height + 1;
}

async function attempts(page: Page): Promise<string> {
  const group = page.getByRole('group', { name: 'Attempts' });
  await group.waitFor();
  return (await group.textContent()) ?? '';
}

function patch(body: unknown): { method: string; body: string; headers: Record<string, string> } {
  return { method: 'PATCH', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}
