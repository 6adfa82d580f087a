import { advanceJob, type Issue, type Job, type Move } from '@muster/domain';
import { reportKey } from '@muster/jobs';
import type { TestApi } from './startTestApi.ts';
import type { TestClient } from './testClient.ts';

export const open = { confirmation: null, problem: null, finishedAt: null } as const;

/** Leaves in the stores what a worker would have left there. */
export type TestWorker = {
  move(job: Job, to: Move): Promise<Job>;
  /** A job with an issue in each of the rows 2, 3 and 4. */
  rejected(what?: { expiresAt: Date | null }): Promise<Job>;
  /** A job that created two users, in rows 2 and 4. */
  succeeded(): Promise<Job>;
};

export function testWorker({ ports }: TestApi, client: TestClient): TestWorker {
  const move = async (job: Job, to: Move): Promise<Job> => {
    const moved = advanceJob(job, to, ports.clock());
    if (!(await ports.jobs.save(job, moved))) throw new Error(`${job.id} was not saved`);
    return moved;
  };
  return {
    move,
    rejected: async ({ expiresAt } = { expiresAt: null }) => {
      const reading = await move(await client.submit(), { state: 'validating', ...open, epoch: 1 });
      await ports.issues.add(reading.id, 1, [2, 3, 4].map(anIssue), [aGroup]);
      const job = await move(reading, { state: 'rejected', ...open, finishedAt: ports.clock(), expiresAt });
      await ports.files.put(reportKey(job, 'all'), bytes('all rows'));
      await ports.files.put(reportKey(job, 'issues'), bytes('rows with issues'));
      return job;
    },
    succeeded: async () => {
      const reading = await move(await client.submit(), { state: 'validating', ...open, epoch: 1 });
      await ports.changes.add(reading.id, 1, [
        { ...creation, row: 2, userId: 'usr_1', userEmail: 'a@example.com', fields: { role: cell('Agent') } },
        { ...creation, row: 4, userId: 'usr_2', userEmail: 'b@example.com', fields: { display_name: cell('=1+1') } },
      ]);
      const applying = await move(reading, { state: 'applying', ...open, counts });
      return move(applying, { state: 'succeeded', ...open, finishedAt: ports.clock() });
    },
  };
}

const found = { rows: 3, valid: 3, invalid: 0, issues: 0 };
const counts = { ...found, created: 2, updated: 0, unchanged: 1, removed: 0, deactivated: 0 };
const creation = { action: 'create', userVersion: 0, before: null, after: null } as const;
const cell = (to: string) => ({ from: null, to });

const wrong = { column: 'package', code: 'value_invalid', value: 'gold' } as const;
const anIssue = (row: number): Issue => ({ ...wrong, row, message: `Row ${row}, package: gold is not a package.` });
const aGroup = { ...wrong, count: 3, firstRows: [2, 3, 4] };

async function* bytes(text: string): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
