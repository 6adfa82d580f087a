import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '@muster/testkit/until';
import axe, { type AxeResults } from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** A browser for the stories of one file. */
export type StoryBrowser = {
  /** A person at a browser of their own: no cookie, no memory. What goes wrong in it is told by `close`. */
  newVisitor(options?: BrowserContextOptions): Promise<Visitor>;
  close(): Promise<void>;
};

export type Visitor = {
  page: Page;
  /** Errors, logged or thrown, and breaches of the content policy so far. A story that provokes some empties it. */
  complaints: string[];
  /** @throws when the page has complained. */
  leave(): Promise<void>;
};

const flags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage';

export async function openBrowser(baseURL: string): Promise<StoryBrowser> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: flags.split(' ') });
  return {
    newVisitor: (options = {}) => newVisitor(browser, { baseURL, ...options }),
    close: () => browser.close(),
  };
}

async function newVisitor(browser: Browser, options: BrowserContextOptions): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  context.on('page', (page) => listen(page, complaints));
  const page = await context.newPage();
  return {
    page,
    complaints,
    leave: async () => {
      await context.close();
      if (complaints.length > 0) throw new Error(`the page has complained:\n${complaints.join('\n')}`);
    },
  };
}

/** The browser itself logs every answer that is a refusal; those belong to the story, and are no complaint. */
function listen(page: Page, complaints: string[]): void {
  // From the start: where it is asked for only when a story waits for a chooser, the first one may open unseen.
  page.on('filechooser', () => undefined);
  page.on('pageerror', (error) => complaints.push(`thrown: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    if (/Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())) return;
    complaints.push(`${message.type()}: ${message.text()}`);
  });
}

function findChromium(): string {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') return named;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const found = spawnSync('/bin/sh', ['-c', names.map((name) => `command -v ${name}`).join(' || ')], {
    encoding: 'utf8',
  }).stdout.trim();
  if (found !== '') return found;
  throw new Error(
    'There is no Chromium: `npm test` installs it on Debian; elsewhere name its program in CHROMIUM_PATH.',
  );
}

/** Nothing that axe calls serious or critical, in what is on the screen now. */
export async function expectAccessible(page: Page): Promise<void> {
  await stillness(page);
  // Evaluated by the debugger, which no content policy holds back.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = grave.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id} (${help}): ${html.slice(0, 300)}`),
  );
  expect(told).toEqual([]);
}

/** For people to look at: written to MUSTER_SCREENSHOTS, where that names a folder. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env['MUSTER_SCREENSHOTS'];
  if (folder === undefined || folder === '') return;
  await mkdir(folder, { recursive: true });
  await stillness(page);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Half way through a fade every text is too faint. What turns for ever is not waited for. */
async function stillness(page: Page): Promise<void> {
  const isStill = 'document.getAnimations().every(({ effect }) => effect.getComputedTiming().endTime === Infinity)';
  await until(() => page.evaluate<boolean>(isStill), { what: 'the page to be still' });
}
