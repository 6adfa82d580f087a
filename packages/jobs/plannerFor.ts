import { planImport, planUpdate, type Account, type PlanContext, type UploadPlanner } from '@muster/domain';
import { countSeats } from './countSeats.ts';
import type { Ports } from './ports.ts';
import type { UploadJob } from './readUpload.ts';

type Needs = Pick<Ports, 'references' | 'users' | 'newId'>;

/** Who judges the rows of this upload. Import and update differ here, and nowhere else. */
export async function plannerFor(ports: Needs, job: UploadJob, account: Account): Promise<UploadPlanner> {
  const context = await planContext(ports, job, account);
  return job.kind === 'import-users' ? planImport(context) : planUpdate(context);
}

/** The account as it is now, as far as a plan rests on it. */
export async function planContext(
  ports: Needs,
  { listMode, createdBy }: Pick<UploadJob, 'listMode' | 'createdBy'>,
  account: Account,
): Promise<PlanContext> {
  const [references, seatsHeld] = await Promise.all([ports.references.book(account.id), countSeats(ports, account)]);
  const roles = references.roles.all.filter(({ privileges }) => privileges.includes('users:manage'));
  const admins = await Promise.all(
    roles.map(({ id }) => ports.users.count(account.id, { roleId: id, access: 'active' })),
  );
  const activeAdmins = admins.reduce((sum, count) => sum + count, 0);
  return { account, references, seatsHeld, listMode, callerUserId: createdBy.userId, activeAdmins, newId: ports.newId };
}
