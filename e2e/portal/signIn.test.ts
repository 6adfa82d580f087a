import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectAccessible, takePicture } from './openBrowser.ts';
import { signIn } from './signIn.ts';
import { usePortal } from './usePortal.ts';

const portal = usePortal();

describe.each(['light', 'dark'] as const)('in %s colors', (colorScheme) => {
  it('signs in with a key, shows the users, and signs out', async () => {
    const { page } = await portal.visit({ colorScheme });
    await page.goto('/');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.title()).toBe('Sign in · Muster');
    await expectAccessible(page);
    await takePicture(page, `sign-in-${colorScheme}`);

    await signIn(page, portal.admin.key);
    await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor();
    await page.getByRole('row').nth(50).waitFor();
    expect(new URL(page.url()).pathname).toBe('/users');
    await expectAccessible(page);
    await takePicture(page, `users-${colorScheme}`);

    await page.getByRole('button', { name: /^Account / }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await expectAccessible(page);
    await takePicture(page, `account-${colorScheme}`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You have signed out.').waitFor();
    expect((await page.request.get('/v1/session')).status()).toBe(401);
  });

  it('says that a key is wrong, and lets try again', async () => {
    const { page } = await portal.visit({ colorScheme });
    await page.goto('/users');
    await signIn(page, `${portal.admin.key}x`);
    await page.getByRole('alert').getByText('This key opens nothing').waitFor();
    await expectAccessible(page);
    await takePicture(page, `wrong-key-${colorScheme}`);
    await signIn(page, portal.admin.key);
    await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor();
  });
});

it('signs in once by the link that the start printed', async () => {
  const said = await readFile(join(portal.product.dataDir, 'start.log'), 'utf8');
  const link = /http\S+#token=\S+/.exec(said)?.[0] ?? '';
  const { page } = await portal.visit();
  await page.goto(link);
  await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor();
  expect(page.url()).not.toContain('token');
  const other = await page.context().browser()?.newContext();
  const late = await other?.newPage();
  await late?.goto(link);
  await late?.getByText('This link has been used').waitFor();
  expect(late?.url()).not.toContain('token');
  await other?.close();
});

it('comes back to the same place when the session has ended in the middle', async () => {
  const { page } = await portal.visit();
  await page.goto('/jobs?state=succeeded');
  await signIn(page, portal.admin.key);
  await page.getByRole('heading', { name: 'Jobs', level: 1 }).waitFor();
  await page.context().clearCookies();
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await page.getByText('Your session has ended.').waitFor();
  await signIn(page, portal.admin.key);
  await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/users');
});

it('fits a narrow screen, and is worked by keyboard alone', async () => {
  const { page } = await portal.visit({ viewport: { width: 360, height: 740 } });
  await page.goto('/users');
  await takePicture(page, 'sign-in-narrow');
  await page.getByLabel('Key', { exact: true }).focus();
  await page.keyboard.type(portal.admin.key);
  await page.keyboard.press('Enter');
  await page.getByRole('row').nth(50).waitFor();
  await takePicture(page, 'users-narrow');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  await page.getByRole('button', { name: 'Open navigation' }).press('Enter');
  await page.getByRole('link', { name: 'Jobs' }).waitFor();
  await takePicture(page, 'navigation-narrow');
  await page.getByRole('link', { name: 'Jobs' }).press('Enter');
  await page.getByRole('heading', { name: 'Jobs', level: 1 }).and(page.locator(':focus')).waitFor();
  await expectAccessible(page);
});

it('knows what it does not know', async () => {
  const { page } = await portal.visit();
  await page.goto('/settings/nothing');
  await signIn(page, portal.admin.key);
  await page.getByRole('heading', { name: 'Nothing is here' }).waitFor();
  await expectAccessible(page);
  expect((await page.request.get('/nowhere')).status()).toBe(404);
});
