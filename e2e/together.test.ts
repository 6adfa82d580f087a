import { startProduct, type Product } from '@muster/testkit/services';
import { clientOf, directory, type Client } from './client.ts';

let product: Product;
let demo: Client;
let small: Client;
let strangers: string[];

beforeAll(async () => {
  product = await startProduct({ MUSTER_WORKERS: '2', MUSTER_SWEEP_INTERVAL: '300ms' });
  demo = clientOf(product, 0);
  small = clientOf(product, 1);
  strangers = (await directory(demo)).slice(250).map(({ email }) => email);
}, 90_000);

afterAll(() => product.stop(), 60_000);

describe('two imports at once', () => {
  it('of the same people: one adds them, the other learns that they are users already', async () => {
    const csv = file(strangers.slice(0, 100));
    const jobs = await Promise.all([demo.import(csv), demo.import(csv)]);
    expect(jobs.map(({ state }) => state).sort()).toEqual(['rejected', 'succeeded']);
    const rejected = jobs.find(({ state }) => state === 'rejected');
    expect(rejected?.issueGroups).toMatchObject([{ code: 'user_exists', column: 'user_email', count: 100 }]);
  }, 60_000);

  it('of ten files by one account end in the order of their submission, all of them', async () => {
    const files = Array.from({ length: 10 }, (_, i) => file(strangers.slice(100 + i * 20, 120 + i * 20)));
    const submitted = [];
    for (const csv of files) submitted.push(await demo.submit(csv));
    const ended = await Promise.all(submitted.map(({ id }) => demo.ended(id, 60_000)));
    expect(ended.map(({ state }) => state)).toEqual(files.map(() => 'succeeded'));
    const finished = ended.map((job) => (job as unknown as { finishedAt: string }).finishedAt);
    expect([...finished].sort()).toEqual(finished);
  }, 90_000);

  it('of two accounts know nothing of each other', async () => {
    const job = await demo.import(file(strangers.slice(300, 310)));
    const foreign = await small.ask(`/v1/jobs/${job.id}`);
    expect(foreign.status).toBe(404);
    for (const path of ['issues', 'changes', 'source', 'result', 'error-report']) {
      expect([path, (await small.ask(`/v1/jobs/${job.id}/${path}`)).status]).toEqual([path, 404]);
    }
    expect((await small.ask(`/v1/jobs/${job.id}/cancel`, { method: 'POST' })).status).toBe(404);
    const theirs = await small.get<{ data: { id: string }[] }>('/v1/jobs');
    expect(theirs.data).toEqual([]);
  }, 60_000);

  it('of one address twice in a file name both rows, and add nobody', async () => {
    const [one] = strangers.slice(400);
    const job = await demo.import(`user_email,role\n${one},Agent\n${one?.toUpperCase()},Agent\n`);
    expect(job).toMatchObject({ state: 'rejected', issueGroups: [{ code: 'duplicate_in_file', firstRows: [3] }] });
  }, 60_000);
});

describe('a cancel', () => {
  it('of a job that waits ends it at once with nothing applied, and the next one goes on', async () => {
    const before = await demo.countUsers();
    for (const pid of (await product.run()).pids.workers) process.kill(pid, 'SIGSTOP');
    const first = await demo.submit(file(strangers.slice(500, 520)));
    const second = await demo.submit(file(strangers.slice(520, 540)));
    const answer = await demo.ask(`/v1/jobs/${first.id}/cancel`, { method: 'POST' });
    expect([answer.status, await answer.json()]).toMatchObject([200, { state: 'cancelled' }]);
    expect((await demo.ask(`/v1/jobs/${first.id}/cancel`, { method: 'POST' })).status).toBe(200);
    for (const pid of (await product.run()).pids.workers) process.kill(pid, 'SIGCONT');
    expect(await demo.ended(second.id)).toMatchObject({ state: 'succeeded' });
    expect(await demo.countUsers()).toBe(before + 20);
    expect((await demo.ask(`/v1/jobs/${second.id}/cancel`, { method: 'POST' })).status).toBe(409);
  }, 60_000);

  it('at a random moment leaves all of the file or nothing of it', async () => {
    for (let round = 0; round < 12; round += 1) {
      const people = strangers.slice(540 + round * 20, 560 + round * 20);
      const before = await demo.countUsers();
      const job = await demo.submit(file(people));
      let seen = job;
      for (let polls = 0; polls < round * 2; polls += 1) seen = await demo.job(job.id); // a little later every round
      const answer = await demo.ask(`/v1/jobs/${seen.id}/cancel`, { method: 'POST' });
      const ended = await demo.ended(job.id);
      expect(answer.status).toBe(ended.state === 'cancelled' ? 200 : 409);
      expect(await demo.countUsers()).toBe(before + (ended.state === 'cancelled' ? 0 : 20));
    }
  }, 90_000);
});

function file(emails: string[]): string {
  return `user_email,role\r\n${emails.map((email) => `${email},Agent`).join('\r\n')}\r\n`;
}
