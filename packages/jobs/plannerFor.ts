import { planImport, planUpdate, type Account, type Job, type PlanContext, type UploadPlanner } from '@muster/domain';
import { countAdmins } from './countAdmins.ts';
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
  { kind, listMode, createdBy }: Pick<Job, 'kind' | 'listMode' | 'createdBy'>,
  account: Account,
): Promise<PlanContext> {
  const [references, seatsHeld] = await Promise.all([ports.references.book(account.id), countSeats(ports, account)]);
  // An import takes nobody's rights away: it need not know how many have them.
  const activeAdmins = kind === 'import-users' ? 0 : await countAdmins(ports, account.id, references.roles.all);
  return { account, references, seatsHeld, listMode, callerUserId: createdBy.userId, activeAdmins, newId: ports.newId };
}
