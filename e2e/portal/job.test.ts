import { startProduct, type Product } from '@muster/testkit/services';
import { clientOf, exampleFile } from '../client.ts';
import { expectAccessible, openBrowser, takePicture, type StoryBrowser } from './openBrowser.ts';
import { signIn } from './signIn.ts';

let product: Product;
let browser: StoryBrowser;
beforeAll(async () => {
  product = await startProduct();
  browser = await openBrowser(product.url);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await product.stop();
}, 60_000);

it.each(['by its events', 'by asking, where events cannot be had'])('follows a job to its end %s', async (way) => {
  const client = clientOf(product);
  const { id } = await client.submit(await exampleFile('import-1000.csv'), '?mode=review');
  const visitor = await browser.newVisitor();
  const { page } = visitor;
  if (way !== 'by its events') await page.route('**/events', (route) => route.fulfill({ status: 404 }));
  await page.goto(`/jobs/${id}`);
  await signIn(page, client.key);
  await page.getByText('Waiting for confirmation').first().waitFor(); // as its state, and as what happened last
  await expectAccessible(page);
  await takePicture(page, 'job');
  await page.getByRole('button', { name: 'Cancel the job' }).click();
  await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
  await visitor.leave();
});

it('shows a viewer what a viewer may not do, and why', async () => {
  const { id } = await clientOf(product).submit(await exampleFile('import-1000.csv'), '?mode=review');
  const visitor = await browser.newVisitor();
  const { page } = visitor;
  await page.goto(`/jobs/${id}`);
  await signIn(page, clientOf(product, 0, 'viewer').key);
  const button = page.getByRole('button', { name: 'Cancel the job' });
  await button.hover();
  await page.getByRole('tooltip').getByText('This takes the role Operator').waitFor();
  await button.focus();
  await button.press('Enter');
  await expectAccessible(page);
  expect((await clientOf(product).job(id)).state).not.toBe('cancelled');
  await visitor.leave();
});
