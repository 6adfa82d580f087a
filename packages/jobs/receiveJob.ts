import { advanceJob, type AuditEntry, type Job, type JobKind, type JobMode, type ListMode } from '@muster/domain';
import { enterLane } from './enterLane.ts';
import { jobPrefix, sourceKey } from './fileKeys.ts';
import { receivingLane } from './lanes.ts';
import { jobAudit } from './jobAudit.ts';
import { newJob, type Asker } from './newJob.ts';
import type { Ports, StoredFile } from './ports.ts';
import { logState } from './settleJob.ts';
import type { JobSettings } from './settings.ts';

type Needs = Pick<Ports, 'jobs' | 'leases' | 'files' | 'tasks' | 'reach' | 'clock' | 'newId' | 'trace' | 'log'>;

/** What a caller asks for, checked: everything but the bytes. */
export type JobRequest = Asker & {
  /** Of the job; chosen by whoever asks, who may have to find it again. */
  id: string;
  kind: Extract<JobKind, 'import-users' | 'update-users'>;
  mode: JobMode;
  listMode: ListMode;
  encoding: string | null;
  parentJobId: string | null;
  applyAt: Date | null;
  /** What the audit log is to say beside all this. */
  detail: AuditEntry['detail'];
};

/** An upload on its way in. Exactly one of `accept` and `abandon` ends it; if neither is called, the sweeper abandons it. */
export type Reception = {
  job: Job;
  /** Streams the upload into the file store; rejects, with nothing stored, when the body throws or the signal aborts. */
  store(body: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<StoredFile>;
  /** The file is durable: queues the job. What it returns is durable too; handing it to a worker is not awaited. */
  accept(fileName: string, stored: StoredFile): Promise<Job>;
  /** Removes every trace. */
  abandon(): Promise<void>;
};

/** Records that an upload is about to arrive. It stays invisible until it is accepted. */
export async function receiveJob(
  ports: Needs,
  request: JobRequest,
  settings: Pick<JobSettings, 'leaseMs'>,
): Promise<Reception> {
  const { caller, requestId, detail, ...asked } = request;
  const job = newJob(ports, { caller, requestId }, asked);
  await ports.jobs.insert(job, receivingLane(job.id));
  await ports.reach('upload-recorded');
  const heartbeat = setInterval(() => {
    ports.leases.beat(job.id, job.epoch).catch((cause: unknown) => {
      ports.log.warn({ jobId: job.id, err: cause }, 'could not renew the lease of an upload');
    });
  }, settings.leaseMs / 3);

  return {
    job,
    store: (body, signal) => ports.files.put(sourceKey(job), body, { signal }),
    accept: async (fileName, stored) => {
      clearInterval(heartbeat);
      await ports.reach('upload-stored');
      const queued = await queueJob(ports, job, { fileName, stored, detail });
      logState(ports.log, queued);
      await ports.reach('upload-queued');
      void enterLane(ports, queued, settings).then(() => ports.reach('upload-in-line'));
      return queued;
    },
    abandon: async () => {
      clearInterval(heartbeat);
      await removeReceiving(ports, job);
    },
  };
}

/** Removes an upload that never became a job: its bytes, its record, its lease. */
export async function removeReceiving(ports: Pick<Ports, 'jobs' | 'files' | 'leases'>, job: Job): Promise<void> {
  await ports.files.abortUploads(jobPrefix(job));
  for await (const file of ports.files.list(jobPrefix(job))) await ports.files.remove(file.key);
  await ports.jobs.removeReceiving(job.id);
  await ports.leases.remove(job.id);
}

type Arrived = { fileName: string; stored: StoredFile; detail: AuditEntry['detail'] };

async function queueJob(ports: Needs, job: Job, { fileName, stored, detail }: Arrived): Promise<Job> {
  const earlier = await ports.jobs.lastApplied(job.accountId, stored.sha256);
  const queued = advanceJob(
    job,
    {
      state: 'queued',
      confirmation: null,
      problem: null,
      finishedAt: null,
      file: {
        name: fileName,
        bytes: stored.bytes,
        sha256: stored.sha256,
        delimiter: null,
        encoding: null,
        alreadyApplied:
          earlier?.finishedAt == null
            ? null
            : { jobId: earlier.id, at: earlier.finishedAt, by: earlier.createdBy.name },
      },
    },
    ports.clock(),
  );
  const { bytes, sha256 } = stored;
  const audit = jobAudit(ports.newId, queued, 'job.submitted', { file: { name: fileName, bytes, sha256 }, ...detail });
  if (!(await ports.jobs.save(job, queued, audit)))
    throw new Error(`${job.id} was written by somebody else while it arrived`);
  return queued;
}
