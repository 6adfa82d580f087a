import { modes, startReceiver, type Receiver } from '@muster/testkit/webhookReceiver';
import { expectAccessible, takePicture } from './openBrowser.ts';
import { usePortal } from './usePortal.ts';

const portal = usePortal({ MUSTER_WEBHOOK_ALLOW_LOOPBACK: '1' });
let receiver: Receiver;

beforeAll(async () => {
  receiver = await startReceiver();
}, 90_000);
afterAll(async () => {
  await receiver.close();
}, 60_000);

const arrive = async (section: string) => {
  const page = await portal.arrive(`/settings/${section}`);
  await page.getByRole('button', { name: /^Account / }).waitFor();
  return page;
};

it('adds a webhook endpoint, tests it, sees the attempt, and sends it again', async () => {
  receiver.behave(modes.status(500), modes.status(200));
  const page = await arrive('webhooks');
  const drawer = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Add an endpoint' }).click();
  await drawer.getByLabel('Address').fill('ftp://nowhere');
  await drawer.getByRole('button', { name: 'Add an endpoint' }).click();
  await drawer.locator('[aria-invalid="true"]:focus').waitFor();
  await drawer.getByLabel('Address').fill(receiver.url);
  await drawer.getByLabel('Test', { exact: true }).check();
  await drawer.getByRole('button', { name: 'Add an endpoint' }).click();
  expect(await drawer.getByRole('textbox', { name: 'Signing secret' }).inputValue()).toMatch(/^whsec_/);
  await expectAccessible(page);
  await takePicture(page, 'settings-signing-secret');
  await page.keyboard.press('Escape');
  await drawer.getByText('Have you stored the secret?').waitFor();
  await drawer.getByRole('button', { name: 'Go back' }).click();
  await drawer.getByRole('button', { name: 'I have stored it' }).click();

  await page.getByRole('link', { name: receiver.url }).click();
  await drawer.getByRole('button', { name: 'Send a test event' }).waitFor();
  await expectAccessible(page);
  await takePicture(page, 'settings-endpoint');
  await drawer.getByRole('button', { name: 'Send a test event' }).click();
  await drawer.getByRole('link', { name: 'See how it goes' }).click();
  await drawer.getByText('Answered 500: Not a success').waitFor();
  await drawer.getByText('this is 500').waitFor();
  await drawer.getByRole('button', { name: 'Send it again' }).click();
  await drawer.getByText('Answered 200').waitFor();
  await drawer.getByText('Delivered', { exact: true }).waitFor();
  await expectAccessible(page);
  await takePicture(page, 'settings-delivery');
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  await page.keyboard.press('Escape');
  await page.getByLabel('State').selectOption('Given up');
  await page.getByText('Nothing was sent').waitFor();
}, 60_000);

it('adds a key that opens, rotates it, and revokes the one that came of it', async () => {
  const status = async (key: string) =>
    (await fetch(`${portal.product.url}/v1/session`, { headers: { authorization: `Bearer ${key}` } })).status;
  const page = await arrive('keys');
  const drawer = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Add a key' }).click();
  await drawer.getByLabel('Name').fill('Nightly import');
  await expectAccessible(page);
  await drawer.getByRole('button', { name: 'Add a key' }).click();
  const first = await drawer.getByRole('textbox', { name: 'Key', exact: true }).inputValue();
  await takePicture(page, 'settings-new-key');
  await drawer.getByRole('button', { name: 'I have stored it' }).click();
  expect(await status(first)).toBe(200);

  await page.getByRole('link', { name: 'Nightly import' }).click();
  await drawer.getByRole('button', { name: 'Rotate' }).waitFor();
  await expectAccessible(page);
  await takePicture(page, 'settings-key');
  await drawer.getByLabel('Hours that both work').fill('0');
  await drawer.getByRole('button', { name: 'Rotate' }).click();
  const second = await drawer.getByRole('textbox', { name: 'Key', exact: true }).inputValue();
  await drawer.getByRole('button', { name: 'I have stored it' }).click();
  expect([await status(first), await status(second)]).toEqual([401, 200]);

  await page.getByRole('row', { name: 'In force' }).getByRole('link', { name: 'Nightly import' }).click();
  await drawer.getByRole('button', { name: 'Revoke' }).click();
  await drawer.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('“Nightly import” has been revoked.').waitFor();
  expect(await status(second)).toBe(401);

  await page.goto('/settings/audit');
  for (const what of ['API key revoked', 'API key rotated', 'API key added']) {
    await page.getByRole('cell', { name: what }).first().waitFor();
  }
}, 60_000);
