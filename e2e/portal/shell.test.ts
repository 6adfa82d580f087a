import { expectAccessible, takePicture } from './openBrowser.ts';
import { usePortal } from './usePortal.ts';

const portal = usePortal();

const arrive = async () => {
  const page = await portal.arrive('/users');
  await page.getByRole('row').nth(50).waitFor();
  return page;
};

it('says that the connection is gone, keeps what was known, and goes on once it is back', async () => {
  const page = await arrive();
  await page.context().setOffline(true);
  await page.getByText('You are offline.').waitFor();
  expect(await page.getByRole('row').count()).toBe(51);
  await expectAccessible(page);
  await takePicture(page, 'offline');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.context().setOffline(false);
  await page.getByText('51–100 of 250 users').waitFor();
  expect(await page.getByText('You are offline.').count()).toBe(0);
  portal.forgive(); // the browser logs each request that found no network
});

it('shows what to do when a screen itself has failed', async () => {
  const page = await arrive();
  await page.route('**/assets/JobsScreen-*', (route) => route.abort());
  await page.getByRole('link', { name: 'Jobs' }).click();
  await page.getByRole('heading', { name: 'This page has failed' }).waitFor();
  await expectAccessible(page);
  await takePicture(page, 'broken');
  await page.unroute('**/assets/JobsScreen-*');
  await page.getByRole('button', { name: 'Load again' }).click();
  await page.getByRole('heading', { name: 'Jobs', level: 1 }).waitFor();
  expect(portal.forgive()).not.toEqual([]);
});

it('lets the keyboard skip to the content', async () => {
  const page = await arrive();
  await page.reload();
  await page.getByRole('row').nth(50).waitFor();
  await page.keyboard.press('Tab');
  const link = page.getByRole('link', { name: 'Skip to content' }).and(page.locator(':focus'));
  await link.waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await page.getByRole('main').and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Tab');
  await page
    .getByRole('button', { name: /^Export/ })
    .and(page.locator(':focus'))
    .waitFor();
});

it('keeps the colors one has chosen, whatever those of the device are', async () => {
  const page = await arrive();
  await page.getByRole('button', { name: /^Account / }).click();
  await page.getByText('Dark', { exact: true }).click();
  await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
  await expectAccessible(page);
  await page.reload();
  await page.getByRole('row').nth(50).waitFor();
  await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
  await page.getByRole('button', { name: /^Account / }).click();
  await page.getByText('Device', { exact: true }).click();
  await page.locator('html[data-mantine-color-scheme=light]').waitFor();
});
