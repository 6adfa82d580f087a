import { createHash } from 'node:crypto';
import { startProduct, type Product } from '@muster/testkit/services';
import { until } from '@muster/testkit/until';
import mongoose from 'mongoose';
import { clientOf, directory, type Client, type JobJson } from './client.ts';

let product: Product;
let admin: Client;
let strangers: string[];

beforeAll(async () => {
  product = await startProduct({ MUSTER_SWEEP_INTERVAL: '200ms', MUSTER_LEASE: '3s' });
  admin = clientOf(product);
  strangers = (await directory(admin)).slice(250).map(({ email }) => email);
}, 90_000);

afterAll(() => product.stop(), 60_000);

type UserJson = { id: string; email: string; displayName: string; version: number; access: string };
const userOf = async (email: string): Promise<UserJson> => {
  const { data } = await admin.get<{ data: UserJson[] }>(`/v1/users?search=${encodeURIComponent(email)}`);
  return data[0]!;
};

/** Adds people, so that a story has users of its own. */
async function newUsers(count: number): Promise<string[]> {
  const emails = strangers.splice(0, count);
  const job = await admin.import(`user_email,role\n${emails.map((email) => `${email},Agent`).join('\n')}\n`);
  expect(job.state).toBe('succeeded');
  return emails;
}

describe('an export', () => {
  it('has exactly the users on the screen, and is safe to open in a spreadsheet', async () => {
    const filter = { search: 'garcia' };
    const onScreen = await admin.countUsers('&search=garcia');
    const { job, csv } = await admin.export(filter);
    expect(job).toMatchObject({ state: 'succeeded', counts: { rows: onScreen }, snapshot: 'consistent' });
    expect(csv.trim().split('\r\n')).toHaveLength(onScreen + 1);
    expect(job.file.sha256).toBe(
      createHash('sha256')
        .update(Buffer.from(`\uFEFF${csv.replace(/^\uFEFF/, '')}`))
        .digest('hex'),
    );
  });

  it('of some columns with another delimiter has those', async () => {
    const { csv } = await admin.export({}, { columns: ['user_email', 'display_name'], delimiter: ';' });
    expect(csv.replace(/^\uFEFF/, '').split('\r\n')[0]).toBe('user_email;display_name');
  });

  it('can be downloaded in parts', async () => {
    const { job, csv } = await admin.export({ search: 'kim' });
    const whole = Buffer.from(await (await admin.ask(job.links['result']!)).arrayBuffer());
    const part = await admin.ask(job.links['result']!, { headers: { range: 'bytes=3-12' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 3-12/${whole.length}`]);
    expect(await part.text()).toBe(csv.replace(/^\uFEFF/, '').slice(0, 10));
    const beyond = await admin.ask(job.links['result']!, { headers: { range: `bytes=${whole.length + 5}-` } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${whole.length}`]);
  });

  it('uploaded again as an update changes nothing and finds nothing wrong', async () => {
    const { csv } = await admin.export({});
    const job = await admin.update(csv);
    expect(job).toMatchObject({ state: 'succeeded', counts: { issues: 0, updated: 0 } });
    expect(job.counts!['unchanged']).toBe(job.counts!['rows']);
  });
});

describe('an update', () => {
  it('changes cells, leaves blank ones alone, and clears what says so', async () => {
    const [email] = await newUsers(1);
    const job = await admin.update(
      `user_email,display_name,package,agent_queues\n${email},New Name,essentials,Billing Voice\n`,
    );
    expect(job).toMatchObject({ state: 'succeeded', counts: { rows: 1, updated: 1 } });
    const again = await admin.update(`user_email,display_name,package,agent_queues\n${email},,[CLEAR],\n`);
    expect(again).toMatchObject({ state: 'succeeded', counts: { updated: 1 } });
    expect(await userOf(email!)).toMatchObject({
      displayName: 'New Name',
      package: null,
      agentQueues: [{ name: 'Billing Voice' }],
      version: 3,
    });
  });

  it('of a stale export is rejected, naming the version', async () => {
    const [email] = await newUsers(1);
    const { csv } = await admin.export({ search: email! });
    await admin.update(`user_email,display_name\n${email},Somebody Else\n`);
    const job = await admin.update(csv.replace(/,Agent,/, ',Supervisor,'));
    expect(job).toMatchObject({ state: 'rejected', issueGroups: [{ code: 'stale_row' }] });
  });

  it('that would deactivate a fifth of all users waits for a person, and applies when they agree', async () => {
    const active = await admin.export({ access: 'active' }, { columns: ['user_email', 'role'] });
    const agents = active.csv
      .split('\r\n')
      .filter((line) => line.endsWith(',Agent'))
      .map((line) => line.split(',')[0]!);
    const some = agents.slice(0, Math.ceil(agents.length * 0.6));
    const csv = (access: string) => `user_email,user_access\n${some.map((email) => `${email},${access}`).join('\n')}\n`;
    const waiting = await admin.update(csv('inactive'));
    expect(waiting).toMatchObject({
      state: 'awaiting_confirmation',
      confirmation: { reason: 'blast_radius', deactivated: some.length },
      progress: { phase: 'waiting' },
    });
    expect((await userOf(some[0]!)).access).toBe('active');
    const confirmed = await admin.ask(waiting.links['confirm']!, { method: 'POST' });
    const { state, counts } = (await confirmed.json()) as JobJson;
    expect([confirmed.status, state, counts]).toEqual([200, 'validating', null]);
    expect(await admin.ended(waiting.id)).toMatchObject({ state: 'succeeded', counts: { deactivated: some.length } });
    const undone = await admin.run(`/v1/jobs/${waiting.id}/undo`);
    expect(undone).toMatchObject({ state: 'succeeded', counts: { updated: some.length } });
    expect((await userOf(some[0]!)).access).toBe('active');
  }, 60_000);
});

describe('a review', () => {
  it('shows the plan, applies it when it is confirmed, and is taken back by an undo', async () => {
    const [one, two] = await newUsers(2);
    const review = await admin.update(`user_email,display_name\n${one},First\n${two},Second\n`, '?mode=review');
    expect(review).toMatchObject({
      state: 'awaiting_confirmation',
      counts: { updated: 2 },
      confirmation: { reason: 'review' },
    });
    const { data } = await admin.get<{ data: unknown[] }>(`/v1/jobs/${review.id}/changes`);
    expect(data).toMatchObject([{ userEmail: one, fields: { display_name: { to: 'First' } } }, { userEmail: two }]);
    expect((await userOf(one!)).displayName).not.toBe('First');

    const stale = await admin.ask(review.links['confirm']!, { method: 'POST', headers: { 'if-match': '"1.0"' } });
    expect(stale.status).toBe(412);
    const etag = (await admin.ask(`/v1/jobs/${review.id}`)).headers.get('etag')!;
    await admin.ask(review.links['confirm']!, { method: 'POST', headers: { 'if-match': etag } });
    expect(await admin.ended(review.id)).toMatchObject({ state: 'succeeded', counts: { updated: 2 } });
    expect((await userOf(one!)).displayName).toBe('First');

    const undo = await admin.run(`/v1/jobs/${review.id}/undo`);
    expect(undo).toMatchObject({ state: 'succeeded', parentJobId: review.id, counts: { updated: 2 } });
    expect((await userOf(one!)).displayName).not.toBe('First');
    expect((await admin.job(review.id)).undoneBy).toBe(undo.id);
    expect((await admin.ask(`/v1/jobs/${review.id}/undo`, { method: 'POST' })).status).toBe(409);
    expect(await admin.run(`/v1/jobs/${undo.id}/undo`)).toMatchObject({ state: 'succeeded', counts: { updated: 2 } });
    expect((await userOf(one!)).displayName).toBe('First');
  }, 60_000);

  it('whose plan is another one by the time it is confirmed is shown again', async () => {
    const [one] = await newUsers(1);
    const review = await admin.update(`user_email,display_name,team\n${one},Reviewed,\n`, '?mode=review');
    await admin.update(`user_email,display_name\n${one},In Between\n`);
    await admin.ask(review.links['confirm']!, { method: 'POST' });
    const shown = await until(
      async () => {
        const job = await admin.job(review.id);
        return job.state === 'awaiting_confirmation' && job.version > review.version + 1 ? job : null;
      },
      { what: 'the plan to be shown again' },
    );
    expect(shown.state).toBe('awaiting_confirmation');
    expect((await userOf(one!)).displayName).toBe('In Between');
    expect((await admin.ask(shown.links['cancel']!, { method: 'POST' })).status).toBe(200);
  }, 60_000);

  it('that nobody confirms expires', async () => {
    const [one] = await newUsers(1);
    const review = await admin.update(`user_email,display_name\n${one},Too Late\n`, '?mode=review');
    await inDatabase(async (db) => {
      const past = new Date(Date.now() - 1_000);
      await db.collection('jobs').updateOne({ _id: review.id as never }, { $set: { 'confirmation.until': past } });
      await db.collection('leases').updateOne({ _id: review.id as never }, { $set: { dueAt: past } });
    });
    await until(async () => (await admin.job(review.id)).state === 'expired', { what: 'the review to expire' });
  }, 60_000);
});

describe('a scheduled update', () => {
  it('is checked now, and applied when its time comes', async () => {
    const [one, two] = await newUsers(2);
    const applyAt = new Date(Date.now() + 3_600_000).toISOString();
    const job = await admin.update(`user_email,display_name\n${one},Later\n`, `?applyAt=${applyAt}`);
    expect(job).toMatchObject({ state: 'scheduled', counts: { updated: 1 }, applyAt });
    // it delays nobody
    expect(await admin.update(`user_email,display_name\n${two},Now\n`)).toMatchObject({ state: 'succeeded' });
    await inDatabase(async (db) => {
      const past = new Date(Date.now() - 1_000);
      await db.collection('jobs').updateOne({ _id: job.id as never }, { $set: { applyAt: past } });
      await db.collection('leases').updateOne({ _id: job.id as never }, { $set: { dueAt: past } });
    });
    await until(async () => (await admin.job(job.id)).state === 'succeeded', { what: 'the update to be applied' });
    expect((await userOf(one!)).displayName).toBe('Later');
  }, 60_000);

  it('can be cancelled, and must be no less than a minute ahead', async () => {
    const [one] = await newUsers(1);
    const job = await admin.update(
      `user_email,display_name\n${one},Never\n`,
      `?applyAt=${new Date(Date.now() + 120_000).toISOString()}`,
    );
    const cancelled = await admin.ask(job.links['cancel']!, { method: 'POST' });
    expect(((await cancelled.json()) as JobJson).state).toBe('cancelled');
    const soon = new Date(Date.now() + 10_000).toISOString();
    const headers = { 'content-type': 'text/csv' };
    const refused = await admin.ask(`/v1/jobs/update-users?applyAt=${soon}`, { method: 'POST', body: 'a', headers });
    expect(refused.status).toBe(400);
  }, 60_000);
});

describe('an undo', () => {
  it('of an import removes whom it added; edited users block it, or are kept', async () => {
    const emails = strangers.splice(0, 5);
    const before = await admin.countUsers();
    const job = await admin.import(`user_email,role\n${emails.map((email) => `${email},Agent`).join('\n')}\n`);
    await admin.update(`user_email,display_name\n${emails[2]},Edited Since\n`);
    const blocked = await admin.run(`/v1/jobs/${job.id}/undo`);
    expect(blocked).toMatchObject({ state: 'rejected', issueGroups: [{ code: 'changed_since', count: 1 }] });
    const report = await (await admin.ask(blocked.links['errorReport']!)).text();
    expect(report).toContain(emails[2]);
    expect(await admin.countUsers()).toBe(before + 5);
    const kept = await admin.run(`/v1/jobs/${job.id}/undo?onConflict=keep`);
    expect(kept).toMatchObject({ state: 'succeeded', counts: { removed: 4, unchanged: 1 } });
    expect(await admin.countUsers()).toBe(before + 1);
  }, 60_000);

  it('is not offered any more once it is too late', async () => {
    const [one] = await newUsers(1);
    const job = await admin.update(`user_email,display_name\n${one},For Good\n`);
    expect(job.links).toHaveProperty('undo');
    const past = new Date(Date.now() - 1_000);
    await inDatabase(async (db) => {
      await db.collection('jobs').updateOne({ _id: job.id as never }, { $set: { undoUntil: past } });
    });
    expect((await admin.job(job.id)).links).not.toHaveProperty('undo');
    const refused = await admin.ask(`/v1/jobs/${job.id}/undo`, { method: 'POST' });
    const { code, expiredAt } = (await refused.json()) as { code: string; expiredAt: string };
    expect([refused.status, code, expiredAt]).toEqual([410, 'expired', past.toISOString()]);
  });

  it('is for admins only', async () => {
    const operator = clientOf(product, 0, 'operator');
    const [one] = await newUsers(1);
    const job = await admin.update(`user_email,display_name\n${one},X\n`);
    expect((await operator.ask(`/v1/jobs/${job.id}/undo`, { method: 'POST' })).status).toBe(403);
  });
});

describe('a fix', () => {
  it('replaces a whole group of wrong cells, and tries the file again as a linked job', async () => {
    const emails = strangers.splice(0, 20);
    const csv = `user_email,role,agent_queues\n${emails.map((email) => `${email},Agent,Biling Voice`).join('\n')}\n`;
    const rejected = await admin.import(csv);
    expect(rejected).toMatchObject({
      state: 'rejected',
      issueGroups: [{ value: 'Biling Voice', suggestion: 'Billing Voice' }],
    });
    const replacements = [{ column: 'agent_queues', from: 'Biling Voice', to: 'Billing Voice' }];
    const fixed = await admin.run(`/v1/jobs/${rejected.id}/fix`, { replacements });
    expect(fixed).toMatchObject({ state: 'succeeded', parentJobId: rejected.id, counts: { created: 20 } });
    expect((await admin.ask(`/v1/jobs/${fixed.id}/fix`, { method: 'POST' })).status).not.toBe(202);
  }, 60_000);

  it('keeps the numbers of the rows, and must name a column there is', async () => {
    const [one, two] = strangers.splice(0, 2);
    const rejected = await admin.import(`\n,\nuser_email,role\n\n${one},Agnt\n,\n\n${two},Boss\n`);
    const replacing = (column: string) => ({ replacements: [{ column, from: 'Agnt', to: 'Agent' }] });
    const fixed = await admin.run(`/v1/jobs/${rejected.id}/fix`, replacing('role'));
    expect(fixed).toMatchObject({ state: 'rejected', issueGroups: [{ value: 'Boss', firstRows: [8] }] });
    await expect(admin.post(`/v1/jobs/${rejected.id}/fix`, replacing('rolle'))).rejects.toThrow('400');
  }, 60_000);

  it.each([
    ['in the middle of a quoted cell', '"Agent\n'],
    ['in the middle of a row', 'Agent'],
  ])('does not make a whole file of one that breaks off %s', async (_where, end) => {
    const [one, two] = strangers.splice(0, 2);
    const rejected = await admin.import(`user_email,role,display_name\n${one},Agnt,\n${two},${end}`);
    const replacements = [{ column: 'role', from: 'Agnt', to: 'Agent' }];
    await expect(admin.post(`/v1/jobs/${rejected.id}/fix`, { replacements })).rejects.toThrow('409');
    expect(await admin.countUsers(`&search=${one}`)).toBe(0);
  });
});

describe('the same file again', () => {
  it('is said to have been applied before', async () => {
    const [one] = await newUsers(1);
    const csv = `user_email,display_name\n${one},Twice\n`;
    const first = await admin.update(csv);
    const second = await admin.update(csv);
    expect(second.file.alreadyApplied).toMatchObject({ jobId: first.id });
    expect(second.counts).toMatchObject({ unchanged: 1, updated: 0 });
  });

  it('is not meant when it was an export', async () => {
    const [one] = await newUsers(1);
    const { csv } = await admin.export({ search: one! });
    const update = await admin.update(`\uFEFF${csv.replace(/^\uFEFF/, '')}`);
    expect([update.state, update.file.alreadyApplied]).toEqual(['succeeded', null]);
  });
});

async function inDatabase(work: (db: mongoose.mongo.Db) => Promise<void>): Promise<void> {
  const connection = await mongoose.createConnection((await product.run()).urls.mongo).asPromise();
  try {
    await work(connection.db!);
  } finally {
    await connection.close();
  }
}
