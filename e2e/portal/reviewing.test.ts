import { directory } from '../client.ts';
import { csvFile } from './csvFile.ts';
import { lookAt } from './lookAt.ts';
import { usePortal } from './usePortal.ts';

const portal = usePortal();
let users: string[];
let strangers: string[];

beforeAll(async () => {
  const everybody = (await directory(portal.admin)).map(({ email }) => email);
  users = everybody.slice(0, 250);
  strangers = everybody.slice(250);
}, 90_000);

describe('a review', () => {
  it('shows old and new of every cell, and applies what was confirmed', async () => {
    const page = await portal.arrive('/users?dialog=update');
    await page.getByRole('switch', { name: 'Review first' }).check();
    const rows = users.slice(100, 105).map((email) => `${email},Somebody Else`);
    await page.getByLabel('Upload CSV').setInputFiles(csvFile(rows, 'user_email,display_name'));
    await page.getByRole('heading', { name: 'Look before it is updated' }).waitFor();
    const changes = page.getByRole('table', { name: 'Changes, cell by cell' });
    await changes.getByRole('row').nth(5).waitFor();
    expect(await changes.getByRole('cell', { name: 'Somebody Else' }).count()).toBe(5);
    await lookAt(page, 'review');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: '5 users updated' }).waitFor();
    await lookAt(page, 'update-succeeded');
    expect(await portal.admin.countUsers('&search=Somebody%20Else')).toBe(5);
  });

  it('that was answered in another window is not confirmed a second time', async () => {
    const page = await portal.arrive('/users?dialog=import');
    await page.getByRole('switch', { name: 'Review first' }).check();
    await page.getByLabel('Upload CSV').setInputFiles(csvFile(strangers.splice(0, 3).map((email) => `${email},Agent`)));
    const confirm = page.getByRole('button', { name: 'Confirm' });
    await confirm.waitFor();
    // This window does not hear of it in time: what it sends names the version it shows.
    await page.route('**/confirm', (route) =>
      route.continue({ headers: { ...route.request().headers(), 'if-match': '"1.0"' } }),
    );
    await confirm.click();
    await page.getByRole('alert').getByText('It has changed since you looked').waitFor();
    await lookAt(page, 'review-changed');
    await page.unroute('**/confirm');
    await confirm.click();
    await page.getByRole('heading', { name: '3 users imported' }).waitFor();
  });

  it('of an update that reaches many users is asked for by itself', async () => {
    const page = await portal.arrive('/users?dialog=update');
    const rows = users.slice(100, 180).map((email) => `${email},inactive`);
    await page.getByLabel('Upload CSV').setInputFiles(csvFile(rows, 'user_email,user_access'));
    await page.getByRole('heading', { name: 'This reaches many users' }).waitFor();
    await page.getByText(/It would deactivate \d+ \(\d+%\) of your \d+ users\./).waitFor();
    await lookAt(page, 'blast-radius');
    await page.getByRole('button', { name: 'Cancel the job' }).click();
    await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
    expect(await portal.admin.countUsers('&access=inactive')).toBeLessThan(80);
  });
});

describe('an undo', () => {
  it('says what it would do, and does it', async () => {
    const before = await portal.admin.countUsers();
    const job = await portal.admin.import(
      csvFile(strangers.splice(0, 12).map((email) => `${email},Agent`)).buffer.toString(),
    );
    const page = await portal.arrive(`/users?dialog=import&job=${job.id}`);
    const undo = page.getByRole('button', { name: 'Undo', exact: true });
    await undo.press('Enter');
    const question = page.getByRole('alertdialog', { name: 'Undo all of this?' });
    await question.getByText('It would take everything back at once: 12 users removed.').waitFor();
    await lookAt(page, 'undo-question');
    // Whoever presses Enter twice has undone nothing.
    await page.keyboard.press('Enter');
    await undo.and(page.locator(':focus')).waitFor();
    await undo.press('Enter');
    await question.getByRole('button', { name: 'Undo all of it' }).press('Enter');
    await page.getByRole('heading', { name: 'Undone: 12 users removed' }).waitFor();
    await lookAt(page, 'undone');
    expect(await portal.admin.countUsers()).toBe(before);
  });

  it('is blocked by users changed since, and takes back the rest when told so', async () => {
    const before = await portal.admin.countUsers();
    const emails = strangers.splice(0, 10);
    const job = await portal.admin.import(csvFile(emails.map((email) => `${email},Agent`)).buffer.toString());
    const changed = emails.slice(0, 2).map((email) => `${email},Changed Since`);
    await portal.admin.update(csvFile(changed, 'user_email,display_name').buffer.toString());
    const page = await portal.arrive(`/users?dialog=import&job=${job.id}`);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Undo all of it' }).click();
    await page.getByRole('heading', { name: 'Nothing was undone: 2 problems' }).waitFor();
    await lookAt(page, 'undo-blocked');
    await page.getByRole('button', { name: 'Undo the other 8' }).click();
    await page.getByRole('heading', { name: 'Undone: 8 users removed' }).waitFor();
    expect(await portal.admin.countUsers()).toBe(before + 2);
  });
});
