import { until } from '@muster/testkit/until';
import type { Page } from 'playwright-core';
import { expectAccessible, takePicture } from './openBrowser.ts';

const wide = { width: 1440, height: 900 };
const narrow = { width: 360, height: 1100 };

/** What is on the screen can be used by everybody: in both colors, and nothing is cut off where the screen is narrow. */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
    await takePicture(page, `${name}-${colorScheme}`);
  }
  await page.setViewportSize(narrow);
  await takePicture(page, `${name}-narrow`);
  await until(async () => (await widest(page)) <= narrow.width, { what: `${name} to fit a narrow screen` });
  await page.setViewportSize(wide);
}

/** What scrolls sideways by itself, a table, may be wider. */
async function widest(page: Page): Promise<number> {
  const widths = await page.evaluate<number[]>(
    '[...document.querySelectorAll("html, [role=dialog], [role=dialog] > *")].map(({ scrollWidth }) => scrollWidth)',
  );
  return Math.max(...widths);
}
