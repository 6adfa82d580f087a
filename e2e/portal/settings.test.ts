import type { BrowserContextOptions } from 'playwright-core';
import { clientOf } from '../client.ts';
import { expectAccessible, takePicture } from './openBrowser.ts';
import { usePortal } from './usePortal.ts';

const portal = usePortal();

const arrive = async (
  section: string,
  role: 'admin' | 'operator' | 'viewer' = 'admin',
  options: BrowserContextOptions = {},
) => {
  const { key } = clientOf(portal.product, 0, role);
  const page = await portal.arrive(`/settings/${section}`, { key, ...options });
  await page.getByRole('button', { name: /^Account / }).waitFor();
  return page;
};

const sections = {
  account: 'Demo Contact Center',
  roles: 'Supervisor',
  queues: 'Billing Voice',
  skills: 'French',
  teams: 'Retention',
  regions: 'Europe',
  templates: 'Billing Agent',
  people: 'E-mail',
  webhooks: 'No endpoints yet',
  deliveries: 'Nothing was sent',
  keys: 'You are signed in with it',
  audit: 'In detail',
};

it.each(['light', 'dark'] as const)(
  'shows every section in %s colors, wide and narrow',
  async (colorScheme) => {
    const page = await arrive('account', 'admin', { colorScheme });
    for (const [section, something] of Object.entries(sections)) {
      for (const width of [1440, 360]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(`/settings/${section}`);
        await page.getByRole('main').getByText(something).first().waitFor();
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        await expectAccessible(page);
        await takePicture(page, `settings-${section}-${colorScheme}-${width}`);
      }
    }
  },
  120_000,
);

it('adds a queue, renames it, and deletes it; one in use says by what', async () => {
  const page = await arrive('queues');
  await page.getByRole('button', { name: 'Add a queue' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Name').fill('billing voice');
  await drawer.getByLabel('Name').press('Enter');
  await drawer.getByText('exists already').waitFor();
  expect(await drawer.getByLabel('Name').getAttribute('aria-invalid')).toBe('true');
  await drawer.getByLabel('Name').fill('Complaints');
  await drawer.getByLabel('Channel').selectOption('E-mail');
  await page.keyboard.press('Escape');
  await drawer.getByRole('alertdialog').getByText('Some of this is not saved').waitFor();
  await expectAccessible(page);
  await drawer.getByRole('button', { name: 'Go on editing' }).click();
  await drawer.getByRole('button', { name: 'Add a queue' }).click();
  await page.getByText('“Complaints” has been added.').waitFor();

  await page.getByRole('link', { name: 'Complaints' }).click();
  await drawer.getByLabel('Name').fill('Praise');
  await expectAccessible(page);
  await takePicture(page, 'settings-queue');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await page.getByText('“Praise” has been saved.').waitFor();
  await page.getByRole('link', { name: 'Praise' }).and(page.locator(':focus')).waitFor();

  await page.getByRole('link', { name: 'Praise' }).press('Enter');
  await drawer.getByRole('button', { name: 'Delete' }).click();
  await drawer.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('“Praise” has been deleted.').waitFor();
  await page.getByRole('link', { name: 'Praise' }).waitFor({ state: 'detached' });

  await page.getByRole('link', { name: 'Billing Voice' }).click();
  await drawer.getByRole('button', { name: 'Delete' }).click();
  await drawer.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await drawer.getByText(/is used by \d+ users/).waitFor();
  await expectAccessible(page);
  await takePicture(page, 'settings-in-use');
});

it('changes one value of a template, and nothing else of it', async () => {
  const client = portal.admin;
  type Template = { id: string; name: string; values: Record<string, unknown> };
  const find = async () =>
    (await client.get<{ data: Template[] }>('/v1/templates')).data.find(({ name }) => name === 'Billing Agent');
  const before = await find();
  const page = await arrive('templates');
  await page.getByRole('link', { name: 'Billing Agent' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Country').fill('XX!');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await drawer.getByText('Must be a two-letter country code').waitFor();
  await expectAccessible(page);
  await takePicture(page, 'settings-template');
  await drawer.getByLabel('Country').fill('DE');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await page.getByText('“Billing Agent” has been saved.').waitFor();
  expect((await find())?.values).toEqual({ ...before?.values, country: 'DE' });
});

it('loads people from a file, and says how many', async () => {
  const page = await arrive('people');
  await page.getByRole('button', { name: 'Load from a file' }).click();
  const dialog = page.getByRole('dialog');
  const csv = (text: string) => ({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  const load = async (text: string) => {
    await dialog.locator('input[type=file]').setInputFiles(csv(text));
    await dialog.getByRole('button', { name: 'Load', exact: true }).click();
  };
  await load('email,displayName\r\nnot an address,Somebody\r\n');
  await dialog.getByRole('alert').waitFor();
  await expectAccessible(page);
  await load('email,displayName\r\nann.new@example.com,Ann New\r\nbob.new@example.com,Bob New\r\n');
  await dialog.getByText('2 people added, 0 renamed, 0 as before.').waitFor();
  await takePicture(page, 'settings-load-people');
});

it('changes a limit of the account, and the audit log tells', async () => {
  const page = await arrive('account');
  await page.getByRole('button', { name: 'Change' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Rows in an import').fill('900');
  await expectAccessible(page);
  await takePicture(page, 'settings-account-form');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Up to 900 rows').waitFor();
  await page.goto('/settings/audit');
  const row = page.getByRole('row').nth(1);
  await row.getByText('Account changed').waitFor();
  await row.getByText(/limits\.importRows: [\d]+ → 900/).waitFor();
});

it('narrows the audit log down by who and what, in the address, and grows it by a page at a time', async () => {
  const headers = { 'content-type': 'application/json' };
  for (let rows = 800; rows < 852; rows += 1) {
    const body = JSON.stringify({ limits: { importRows: rows } });
    expect((await portal.admin.ask('/v1/account', { method: 'PATCH', body, headers })).status).toBe(200);
  }
  const page = await arrive('audit');
  const entries = page.getByRole('table', { name: 'Who changed what, the newest first' }).getByRole('row');
  await page.getByLabel('What', { exact: true }).selectOption('Account changed');
  await page.getByLabel('Who', { exact: true }).selectOption('Demo admin');
  await entries.nth(50).waitFor();
  await page.getByRole('button', { name: 'Show more' }).click();
  await entries.nth(52).waitFor();
  const whats = await entries.getByRole('cell', { name: /^Account / }).count();
  expect(whats).toBe((await entries.count()) - 1);
  await page.reload();
  await entries.nth(50).waitFor();
  await page.getByLabel('Who', { exact: true }).selectOption('Demo viewer');
  await page.getByText('Nothing was noted').waitFor();
  await expectAccessible(page);
  await takePicture(page, 'settings-audit-none');
  await page.getByRole('button', { name: 'Clear all' }).click();
  await page.getByRole('cell', { name: 'Signed in' }).first().waitFor();
  expect(new URL(page.url()).search).toBe('');
});

it.each(['operator', 'viewer'] as const)('tells the %s what is not for them, and why', async (role) => {
  const page = await arrive('webhooks', role);
  await page.getByText('This is for administrators').waitFor();
  await page.getByText(/This takes the role Administrator/).waitFor();
  await expectAccessible(page);
  await page.goto('/settings/queues');
  await page.getByRole('button', { name: 'Add a queue' }).focus();
  await page
    .getByRole('tooltip')
    .getByText(/This takes the role Administrator/)
    .waitFor();
  await page.getByRole('link', { name: 'Billing Voice' }).click();
  const drawer = page.getByRole('dialog');
  expect(await drawer.getByLabel('Name').isDisabled()).toBe(true);
  await expectAccessible(page);
});
