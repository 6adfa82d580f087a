import { directory } from '../client.ts';
import { csvFile } from './csvFile.ts';
import { takePicture } from './openBrowser.ts';
import { usePortal } from './usePortal.ts';

// What the README shows: `npm run screenshots` takes it anew.

const portal = usePortal();
let users: string[];
let strangers: string[];

beforeAll(async () => {
  const everybody = (await directory(portal.admin)).map(({ email }) => email);
  users = everybody.slice(0, 250);
  strangers = everybody.slice(250);
}, 90_000);

const arrive = async (path: string, colorScheme: 'light' | 'dark') => {
  const viewport = { width: 1320, height: 825 };
  const page = await portal.arrive(path, { viewport, colorScheme, timezoneId: 'UTC' });
  await page.mouse.move(0, 0);
  return page;
};

it('shows who is there', async () => {
  const page = await arrive('/users?access=active', 'light');
  await page.getByRole('row').nth(10).waitFor();
  await takePicture(page, 'users');
});

it('shows what is wrong with a file, and the cure', async () => {
  const rows = [
    ...strangers.slice(0, 30).map((email) => `${email},Agnt,Billing Voice,French:3`),
    ...strangers.slice(30, 37).map((email) => `${email},Agent,Biling Voice,French:7`),
  ];
  const page = await arrive('/users?dialog=import', 'light');
  const file = csvFile(rows, 'user_email,role,agent_queues,skills', 'november-starters.csv');
  await page.getByLabel('Upload CSV').setInputFiles(file);
  await page.getByRole('heading', { name: 'Nothing was imported: 44 problems in 3 kinds' }).waitFor();
  await page.getByRole('button', { name: /^Apply 2 suggestions/ }).waitFor();
  await takePicture(page, 'wrong-file');
});

it('shows what a file would change, cell by cell, and asks when that is much', async () => {
  const rows = users.slice(20, 110).map((email, at) => `${email},${at % 2 === 0 ? 'active' : 'inactive'},Supervisor`);
  const { id } = await portal.admin.update(
    csvFile(rows, 'user_email,user_access,role').buffer.toString(),
    '?filename=leavers-and-promotions.csv',
  );
  const page = await arrive(`/jobs/${id}`, 'dark');
  await page.getByRole('table', { name: 'Changes, cell by cell' }).waitFor();
  await takePicture(page, 'review');
});

it('shows every job, and what came of it', async () => {
  const agents = (people: number) => csvFile(strangers.splice(37, people).map((email) => `${email},Agent`));
  const applyAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
  await portal.admin.import(agents(120).buffer.toString(), '?filename=november-starters.csv');
  await portal.admin.import(agents(40).buffer.toString(), `?filename=december-starters.csv&applyAt=${applyAt}`);
  await portal.admin.export({ access: 'active' });
  const mistaken = await portal.admin.import(agents(12).buffer.toString(), '?filename=too-early.csv');
  await portal.admin.run(`/v1/jobs/${mistaken.id}/undo`);
  const names = users.slice(200, 205).map((email) => `${email},Renamed ${email.slice(0, 3)}`);
  await portal.admin.update(csvFile(names, 'user_email,display_name').buffer.toString(), '?filename=new-names.csv');
  const page = await arrive('/jobs', 'dark');
  await page.getByText('12 users imported').waitFor();
  await takePicture(page, 'jobs');
});
