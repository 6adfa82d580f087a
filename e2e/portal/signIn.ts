import type { Page } from 'playwright-core';

/** On the sign-in screen: pastes the key and enters. */
export async function signIn(page: Page, key: string): Promise<void> {
  await page.getByLabel('Key', { exact: true }).fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
