import { startProduct, type Product } from '@muster/testkit/services';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { clientOf, type Client } from '../client.ts';
import { openBrowser, type StoryBrowser, type Visitor } from './openBrowser.ts';
import { signIn } from './signIn.ts';

/** The product and a browser for the stories of one file; what is here can be had once they run. */
export type Portal = {
  readonly product: Product;
  readonly admin: Client;
  /** Somebody at a browser of their own, who leaves when the story ends: it fails if the page has complained by then. */
  visit(options?: BrowserContextOptions): Promise<Visitor>;
  /** Somebody who opens this page and signs in, as the administrator unless `key` says otherwise. */
  arrive(path: string, options?: BrowserContextOptions & { key?: string }): Promise<Page>;
  /** What the pages have complained of so far belongs to the story, as when it cuts their connection: it is told and forgotten. */
  forgive(): string[];
};

export function usePortal(settings: Record<string, string> = {}): Portal {
  let product: Product | undefined;
  let browser: StoryBrowser | undefined;
  let visitors: Visitor[] = [];

  beforeAll(async () => {
    product = await startProduct(settings);
    browser = await openBrowser(product.url);
  }, 90_000);
  afterEach(async () => {
    const leaving = visitors;
    visitors = [];
    for (const visitor of leaving) await visitor.leave();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  }, 60_000);

  const portal: Portal = {
    get product() {
      return running(product);
    },
    get admin() {
      return clientOf(portal.product);
    },
    visit: async (options) => {
      const visitor = await running(browser).newVisitor(options);
      visitors.push(visitor);
      return visitor;
    },
    arrive: async (path, { key = portal.admin.key, ...options } = {}) => {
      const { page } = await portal.visit(options);
      await page.goto(path);
      await signIn(page, key);
      return page;
    },
    forgive: () => visitors.flatMap(({ complaints }) => complaints.splice(0)),
  };
  return portal;
}

function running<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('the portal runs from `beforeAll` on');
  return part;
}
