import { startProduct, type Product } from '@muster/testkit/services';
import { clientOf } from '../client.ts';
import { expectAccessible, openBrowser, takePicture, type StoryBrowser, type Visitor } from './openBrowser.ts';
import { signIn } from './signIn.ts';

let product: Product;
let browser: StoryBrowser;
let visitor: Visitor;
beforeAll(async () => {
  product = await startProduct();
  browser = await openBrowser(product.url);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await product.stop();
}, 60_000);
beforeEach(async () => {
  visitor = await browser.newVisitor();
  await visitor.page.goto('/users');
  await signIn(visitor.page, clientOf(product).key);
  await visitor.page.getByRole('row').nth(50).waitFor();
});
afterEach(() => visitor.leave());

it('says that the connection is gone, keeps what was known, and goes on once it is back', async () => {
  const { page, complaints } = visitor;
  await page.context().setOffline(true);
  await page.getByText('You are offline.').waitFor();
  expect(await page.getByRole('row').count()).toBe(51);
  await expectAccessible(page);
  await takePicture(page, 'offline');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.context().setOffline(false);
  await page.getByText('51–100 of 250 users').waitFor();
  expect(await page.getByText('You are offline.').count()).toBe(0);
  complaints.splice(0); // the browser logs each request that found no network
});

it('shows what to do when a screen itself has failed', async () => {
  const { page, complaints } = visitor;
  await page.route('**/assets/JobsScreen-*', (route) => route.abort());
  await page.getByRole('link', { name: 'Jobs' }).click();
  await page.getByRole('heading', { name: 'This page has failed' }).waitFor();
  await expectAccessible(page);
  await takePicture(page, 'broken');
  await page.unroute('**/assets/JobsScreen-*');
  await page.getByRole('button', { name: 'Load again' }).click();
  await page.getByRole('heading', { name: 'Jobs', level: 1 }).waitFor();
  expect(complaints.splice(0)).not.toEqual([]);
});

it('lets the keyboard skip to the content', async () => {
  const { page } = visitor;
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
  const { page } = visitor;
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
