import { startProduct, type Product } from '@muster/testkit/services';
import { clientOf, directory, type Client } from '../client.ts';
import { expectAccessible, openBrowser, takePicture, type StoryBrowser, type Visitor } from './openBrowser.ts';
import { signIn } from './signIn.ts';

let product: Product;
let browser: StoryBrowser;
let admin: Client;
let visitor: Visitor;
let strangers: string[];

beforeAll(async () => {
  product = await startProduct();
  browser = await openBrowser(product.url);
  admin = clientOf(product);
  strangers = (await directory(admin)).slice(250).map(({ email }) => email);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await product.stop();
}, 60_000);

const arrive = async (path: string, ...options: Parameters<StoryBrowser['newVisitor']>) => {
  visitor = await browser.newVisitor(...options);
  await visitor.page.goto(path);
  await signIn(visitor.page, admin.key);
  return visitor.page;
};
afterEach(() => visitor.leave());

function fileOf(rows: string[], header = 'user_email,role'): { name: string; mimeType: string; buffer: Buffer } {
  return { name: 'users.csv', mimeType: 'text/csv', buffer: Buffer.from(`${header}\r\n${rows.join('\r\n')}\r\n`) };
}

it('imports a good file', async () => {
  const page = await arrive('/users');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('dialog').getByText('Up to 1,000 rows').waitFor();
  await expectAccessible(page);
  await takePicture(page, 'import-form');
  await page.getByLabel('Upload CSV').setInputFiles(fileOf(strangers.splice(0, 40).map((email) => `${email},Agent`)));
  await page.getByRole('heading', { name: '40 users imported' }).waitFor();
  await expectAccessible(page);
  await takePicture(page, 'import-succeeded');
});
