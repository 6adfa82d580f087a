import { lanesOf } from '@muster/jobs';
import type { ApiPorts, ApiSettings } from './apiPorts.ts';
import type { Ask } from './ask.ts';
import type { AnnouncedUpload } from './inspectUpload.ts';
import type { Create } from './once.ts';
import { requestIdOf } from './requestId.ts';
import { tellLimit } from './tellLimit.ts';

type Needs = Pick<ApiPorts, 'leases' | 'rates'>;
type Share = Pick<ApiSettings, 'perAccount'>;

const hourMs = 3_600_000;
/** How long what the database has counted is gone on from. */
const countedMs = 1_000;
/** Longer than any request may take: a place that is still taken then belongs to an API that died. */
const uploadMs = 360_000;
/** Bytes of unknown length are counted in pieces of this size. */
const pieceBytes = 1024 * 1024;

/**
 * Makes another job for an account that has not too many. It stands behind the Idempotency-Key: what was done already is
 * answered again however much there is by now.
 */
export function ifRoom(ports: Needs, { perAccount: { jobs: most } }: Share) {
  return <Query, Body>(create: Create<Query, Body>): Create<Query, Body> =>
    async (ask, claim) => {
      if (most > 0) await requireRoom(ports, ask, most);
      return create(ask, claim);
    };
}

/** The same for jobs that begin with an upload: the account's uploads under way, and their bytes, have limits as well. */
export function ifUploadFits(ports: Needs, { perAccount }: Share) {
  const { uploads, uploadBytes } = perAccount;
  const room = ifRoom(ports, { perAccount });
  return <Query>(create: Create<Query, AnnouncedUpload>): Create<Query, AnnouncedUpload> =>
    room(async (ask, claim) => {
      const place = uploads > 0 ? await takePlace(ports, ask, uploads) : null;
      try {
        const bytes = uploadBytes > 0 ? await countBytes(ports, ask, uploadBytes) : null;
        if (bytes === null) return await create(ask, claim);
        const body = { ...ask.body, onPiece: bytes.onPiece };
        return await create({ ...ask, body }, claim).finally(bytes.done);
      } finally {
        await place?.leave();
      }
    });
}

/** The first of a while asks the database, those after it count on from there: no crash leaves anything wrong for long. */
async function requireRoom({ rates, leases }: Needs, { caller, response }: Ask<unknown, unknown>, most: number) {
  const { accountId } = caller;
  const name = `jobs:${accountId}`;
  const first = await rates.count(name, 1, countedMs);
  const open = first?.total === 1 ? await leases.count(lanesOf(accountId)) : 0;
  const counted = open > 0 ? await rates.count(name, open, countedMs) : first;
  if (counted === null) return;
  const sentence = `This account has ${most} jobs that have not ended: wait for some of them, or cancel some.`;
  const refusal = tellLimit(response, { name: 'jobs', most, unit: 'jobs', windowMs: null, sentence }, counted);
  if (refusal === null) return;
  await rates.count(name, -1, countedMs);
  throw refusal;
}

/** Null: nobody counts at the moment. */
async function takePlace(
  { rates }: Needs,
  { caller, response }: Ask<unknown, unknown>,
  most: number,
): Promise<{ leave: () => Promise<void> } | null> {
  const name = `uploads:${caller.accountId}`;
  const holder = requestIdOf(response);
  const leave = () => rates.leave(name, holder);
  const total = await rates.occupy(name, holder, uploadMs);
  if (total === null) return null;
  const sentence = `This account has ${most} uploads under way: send one after the other.`;
  const limit = { name: 'uploads', most, unit: 'concurrent-requests', windowMs: null, sentence } as const;
  const refusal = tellLimit(response, limit, { total, resetMs: 1_000 });
  if (refusal === null) return { leave };
  await leave();
  throw refusal;
}

/** What is announced counts before it is sent, whatever becomes of it. Of what is not, the bytes are counted as they arrive. */
async function countBytes(
  { rates }: Needs,
  { caller, response, body }: Ask<unknown, AnnouncedUpload>,
  most: number,
): Promise<{ onPiece: (bytes: number) => void; done: () => Promise<void> } | null> {
  const name = `bytes:${caller.accountId}`;
  const announced = body.bytes ?? 0;
  const counted = await rates.count(name, announced, hourMs);
  if (counted === null) return null;
  const sentence = `This account may upload ${most} bytes an hour, and with these it would be ${counted.total}.`;
  const limit = { name: 'upload-bytes', most, unit: 'content-bytes', windowMs: hourMs, sentence } as const;
  const refusal = tellLimit(response, limit, counted);
  if (refusal !== null) {
    await rates.count(name, -announced, hourMs);
    throw refusal;
  }
  if (body.bytes !== null) return null;
  let uncounted = 0;
  const count = async (): Promise<void> => {
    const bytes = uncounted;
    uncounted = 0;
    await rates.count(name, bytes, hourMs);
  };
  const onPiece = (bytes: number): void => {
    uncounted += bytes;
    if (uncounted >= pieceBytes) void count(); // it never rejects
  };
  return { onPiece, done: count };
}
