import { startProduct, type Product } from '@muster/testkit/services';
import { openBrowser, type StoryBrowser } from './portal/openBrowser.ts';

let product: Product;
let browser: StoryBrowser;

/** Not loopback, as for everybody but us: Swagger UI treats that differently. */
const origin = 'https://muster.example';

beforeAll(async () => {
  product = await startProduct();
  browser = await openBrowser(origin);
}, 90_000);

afterAll(async () => {
  await browser.close();
  await product.stop();
}, 60_000);

it('shows the API without the internet, and within its content policy', async () => {
  const visitor = await browser.newVisitor();
  const { page } = visitor;
  const foreign: string[] = [];
  await page.route('**', async (route) => {
    const { href } = new URL(route.request().url());
    if (href.startsWith(`${origin}/`)) {
      await route.fulfill({ response: await route.fetch({ url: href.replace(origin, product.url) }) });
      return;
    }
    foreign.push(href);
    await route.abort();
  });
  await page.goto('/docs');
  const operation = page.locator('#operations-jobs-importUsers');
  await operation.click();
  await operation.getByText('Idempotency-Key', { exact: true }).waitFor();
  expect(foreign).toEqual([]);
  await visitor.leave(); // fails for every complaint about the policy
});
