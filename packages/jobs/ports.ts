/**
 * The outside, as the verbs of this package need it: one page of interfaces, each method with what a second call
 * does. MongoDB is the only truth behind them, Redis holds hints, the file store holds bytes. No SDK type appears.
 */
import type {
  Account,
  AccountKey,
  AuditEntry,
  Caller,
  Change,
  Delimiter,
  Delivery,
  DeliveryAttempt,
  DeliveryState,
  Endpoint,
  Issue,
  IssueGroup,
  Job,
  JobKind,
  JobProgress,
  JobState,
  NewId,
  Package,
  Person,
  ReferenceBook,
  ReferenceKind,
  References,
  Session,
  SignInLink,
  User,
  UserFilter,
  WebhookEvent,
} from '@muster/domain';
import type { Failpoint } from './failpoint.ts';

export type Ports = {
  accounts: AccountStore;
  keys: KeyStore;
  sessions: SessionStore;
  users: UserStore;
  people: PeopleStore;
  references: ReferenceStore;
  admin: AdminStore;
  audit: AuditStore;
  history: HistoryStore;
  endpoints: EndpointStore;
  events: EventStore;
  deliveries: DeliveryStore;
  jobs: JobStore;
  leases: LeaseStore;
  progress: ProgressStore;
  requests: RequestStore;
  changes: ChangeStore;
  issues: IssueStore;
  files: FileStore;
  tasks: TaskQueue;
  applyChanges: ApplyChanges;
  readCsv: ReadCsv;
  writeCsv: WriteCsv;
  eventBody: EventBody;
  sendEvent: SendEvent;
  spool: <Entry>() => Spool<Entry>;
  reach: Reach;
  clock: Clock;
  trace: Trace;
  newId: NewId;
  log: Log;
};

/** Says that a named place was reached. Resolves at once, unless a test wants this process to die here. */
export type Reach = (point: Failpoint) => Promise<void>;

/** The only source of the present moment. Leases do not use it: they live by the database's own clock. */
export type Clock = () => Date;

/** What goes on at this moment, as whoever traces it would continue it (W3C `traceparent`); null when nobody traces. */
type Trace = () => string | null;

/** Structured log lines; `fields.jobId` lets `grep` tell a job's life. Never cell contents, never secrets. */
export type Log = Record<
  'debug' | 'info' | 'warn' | 'error',
  (fields: Record<string, unknown>, message: string) => void
>;

export type AccountStore = {
  get(accountId: string): Promise<Account | null>;
  /** Who holds this key: its caller and the stored HMAC of its secret (hex). Null for unknown, expired or revoked keys. */
  findKey(keyId: string): Promise<{ caller: Caller; secretHash: string } | null>;
};

/** The keys of an account, those that open nothing any more included. What changes them is in `AdminStore`. */
export type KeyStore = {
  get(accountId: string, keyId: string): Promise<AccountKey | null>;
  /** Newest first; `after`: id of the last one seen. */
  page(accountId: string, query: { after: string | null; limit: number }): Promise<AccountKey[]>;
  /** All that are or were those of an admin. */
  admins(accountId: string): Promise<AccountKey[]>;
  /** Overwrites what was there. */
  noteUse(keyId: string, at: Date): Promise<void>;
};

/** Who is signed in to the portal, and the links that sign somebody in; both known by hashes of what browsers hold. */
export type SessionStore = {
  /** Also one that has expired and is not swept yet. */
  find(sessionId: string): Promise<Session | null>;
  findLink(linkId: string): Promise<SignInLink | null>;
  addLink(link: SignInLink): Promise<void>;
  /** Opens a session, with its audit entry; a link is used up by it. False: somebody else has used the link. */
  open(session: Session, linkId: string | null, audit: AuditEntry): Promise<boolean>;
  /** Moves the end of a session; nothing happens when it is gone. */
  prolong(sessionId: string, expiresAt: Date): Promise<void>;
  /** Ends a session, with its audit entry. A second call does nothing. */
  close(sessionId: string, audit: AuditEntry): Promise<void>;
  /** Forgets sessions and links that expired before this moment. */
  removeBefore(moment: Date): Promise<void>;
};

export type UserStore = {
  get(accountId: string, userId: string): Promise<User | null>;
  /** Users by `key(email)`; addresses nobody has are simply absent from the map. */
  findByEmailKeys(accountId: string, emailKeys: readonly string[]): Promise<Map<string, User>>;
  /** The same by id. */
  findByIds(accountId: string, ids: readonly string[]): Promise<Map<string, User>>;
  page(accountId: string, query: UserQuery): Promise<User[]>;
  /** Everybody who matches, in order of id, some at a time. What changes meanwhile may or may not be seen. */
  stream(accountId: string, filter: UserFilter, batchSize: number): AsyncIterable<User[]>;
  count(accountId: string, filter: UserFilter): Promise<number>;
  /** Seats of this package held by users, active or not. */
  seatsHeld(accountId: string, name: Package): Promise<number>;
};

export const userSortFields = ['email', 'displayName', 'updatedAt'] as const;
export type UserSortField = (typeof userSortFields)[number];

/** A page of users in a stable order (id breaks ties), after the user that ended the page before. */
export type UserQuery = {
  filter: UserFilter;
  sort: { field: UserSortField; descending: boolean };
  /** Sort key and id of the last user seen: `key(email)`, `key(displayName)` or an ISO time. */
  after: { value: string; id: string } | null;
  limit: number;
};

export type PeopleStore = {
  get(accountId: string, personId: string): Promise<Person | null>;
  findByEmailKeys(accountId: string, emailKeys: readonly string[]): Promise<Map<string, Person>>;
  /** In order of id. */
  page(accountId: string, query: { after: string | null; limit: number }): Promise<Person[]>;
};

export type ReferenceStore = {
  /** All reference data of the account. */
  book(accountId: string): Promise<ReferenceBook>;
  get<K extends ReferenceKind>(accountId: string, kind: K, id: string): Promise<References[K][number] | null>;
  /** In order of id. */
  page<K extends ReferenceKind>(
    accountId: string,
    kind: K,
    query: { after: string | null; limit: number },
  ): Promise<References[K][number][]>;
};

/**
 * What administrators change. Each call is one transaction of the change, its audit entry, the answer to be kept, and the
 * account's revision, which must still be the one that the change was checked against. `moved` = it is not, and nothing
 * was written; so a second call does nothing.
 */
export type AdminStore = {
  saveAccount(act: AdminAct, account: Account): Promise<AdminOutcome>;
  /** Puts each in the place of the one with its id, or adds it. */
  saveReferences<K extends ReferenceKind>(
    act: AdminAct,
    kind: K,
    items: readonly References[K][number][],
  ): Promise<AdminOutcome>;
  removeReference(act: AdminAct, kind: ReferenceKind, id: string): Promise<AdminOutcome>;
  /** `added` are new, `changed` are there already; as many as 100,000. */
  savePeople(act: AdminAct, people: { added: readonly Person[]; changed: readonly Person[] }): Promise<AdminOutcome>;
  removePerson(act: AdminAct, personId: string): Promise<AdminOutcome>;
  /** Puts each in the place of the one with its id, or adds it. */
  saveKeys(act: AdminAct, keys: readonly AccountKey[]): Promise<AdminOutcome>;
};

export type AdminAct = Act & { revision: number };
export type AdminOutcome = 'done' | 'moved';

export type AuditStore = {
  /** Newest first; `after`: id of the last one seen. Of one key, of one action, or all. */
  page(accountId: string, query: AuditQuery): Promise<AuditEntry[]>;
};

type AuditQuery = {
  createdBy?: string | undefined;
  action?: string | undefined;
  after: string | null;
  limit: number;
};

export type HistoryStore = {
  /** What jobs did to a user, the latest first; plans that were never applied are no history. */
  page(accountId: string, userId: string, query: { after: HistoryPlace | null; limit: number }): Promise<UserChange[]>;
};

/** A change, and the job that made it. */
export type UserChange = Pick<Job, 'kind' | 'createdBy'> & { jobId: string; at: Date; change: Change };

/** After which change a page goes on: a job changes a user once. `at` is an ISO time. */
type HistoryPlace = { at: string; jobId: string };

export type JobStore = {
  /**
   * Records a job and its lease (in `lane`, held under epoch 0), durable when it resolves; with the audit entry of whoever
   * asked for it, once that is known to be a job. A second call is refused.
   */
  insert(job: Job, lane: string, audit?: AuditEntry): Promise<void>;
  /** Any job of the account, one still `receiving` included. */
  get(accountId: string, jobId: string): Promise<Job | null>;
  /** The same for a worker, which is handed nothing but an id. */
  find(jobId: string): Promise<Job | null>;
  /** The same for many at once; what is not there is left out. */
  findMany(jobIds: readonly string[]): Promise<Job[]>;
  /** Newest first, `receiving` left out. */
  page(accountId: string, query: JobQuery): Promise<Job[]>;
  /**
   * Writes `to` over `from` if nobody wrote in between (compared by version and epoch), durable when it resolves; with the
   * audit entry of whoever told it to, if anybody did.
   * False = somebody did, or the very same call succeeded before: read the job to know.
   */
  save(from: Job, to: Job, audit?: AuditEntry): Promise<boolean>;
  /** `save` into a state people are told about: the job, its event and its audit entry are written together or not at all. */
  settle(from: Job, to: Job): Promise<boolean>;
  /** Removes a job that never got beyond `receiving`. A second call does nothing. */
  removeReceiving(jobId: string): Promise<void>;
  /** The upload that last applied exactly these bytes in this account, if any. */
  lastApplied(accountId: string, sha256: string): Promise<Job | null>;
  /** An undo of this job that has not ended yet, if any. */
  openUndo(accountId: string, jobId: string): Promise<Job | null>;
  /** Ended jobs whose files were to go before this moment and have not been marked as gone. */
  withFilesToGo(moment: Date, limit: number): Promise<Job[]>;
  /** Notes that. It is no write of the job: its version stays. */
  markFilesGone(jobId: string): Promise<void>;
  /** Jobs that ended before this moment. */
  endedBefore(moment: Date, limit: number): Promise<Job[]>;
  /** Forgets an ended job. A second call does nothing. */
  remove(jobId: string): Promise<void>;
  /** How many jobs of a kind, of all accounts, are in which state. */
  countStates(kind: JobKind): Promise<Partial<Record<JobState, number>>>;
};

export type JobQuery = {
  kind?: JobKind | undefined;
  state?: JobState | undefined;
  createdBy?: string | undefined;
  parentJobId?: string | undefined;
  /** Id of the last job seen. */
  after: string | null;
  limit: number;
};

/**
 * Who works on a job, by the database's clock alone. Every open job has one lease; it is also the job's place in its
 * lane. Of each lane one job at a time is handed to workers: that is the fairness between accounts.
 */
export type LeaseStore = {
  /** Puts a job in line: nobody holds it, it is due now. Calling again changes nothing but the line. */
  enter(jobId: string, lane: string): Promise<void>;
  /** Takes a job whose holder is silent for `leaseMs` (or gave it back); null = somebody holds it, or it has ended. */
  claim(jobId: string, leaseMs: number): Promise<Lease | null>;
  /** Still mine? False once another epoch, a cancel or the end of the job took it. */
  beat(jobId: string, epoch: number): Promise<boolean>;
  /** Gives the job back, due again after `dueInMs`; nobody died, so it forgets `fruitless`. Nothing happens when it is not mine any more. */
  release(jobId: string, epoch: number, notes: { dueInMs: number } & Partial<LeaseNotes>): Promise<void>;
  /** Remembers how attempts went, while holding the lease. */
  note(jobId: string, epoch: number, notes: Partial<LeaseNotes>): Promise<void>;
  /** The job has ended and nothing of it is left to tidy. A second call does nothing. */
  remove(jobId: string): Promise<void>;
  /** The next job of every lane in which nobody works, if it is due. */
  due(leaseMs: number): Promise<DueJob[]>;
  /** The same for one lane, right after its job ended. */
  dueIn(lane: string, leaseMs: number): Promise<DueJob | null>;
  /** How many jobs of these lanes have not ended. */
  count(lanes: readonly string[]): Promise<number>;
  /** How many jobs there are in all lanes, and since when the one that is due longest is. */
  line(): Promise<{ length: number; oldestDueAt: Date | null }>;
};

/** `orphaned`: the holder before never gave it back, so it died or froze. */
export type Lease = { epoch: number; orphaned: boolean } & LeaseNotes;

/**
 * `reached`: how far the furthest attempt got; `fruitless`: attempts since then that were claimed and never given back,
 * raised by the claim itself; `failures`: attempts in a row that ended in a fault.
 */
export type LeaseNotes = { reached: number; fruitless: number; failures: number };

/** `dispatch` numbers the task: it grows with every claim, so asking twice for the same attempt asks once. */
export type DueJob = { jobId: string; lane: string; dispatch: number };

export type ProgressStore = {
  get(jobId: string): Promise<JobProgress | null>;
  /** Of many jobs at once; what is not there is left out. */
  findMany(jobIds: readonly string[]): Promise<JobProgress[]>;
  /** Overwrites what was there. */
  put(progress: JobProgress): Promise<void>;
};

/**
 * What callers asked for under a key of their own (Idempotency-Key), so that asking twice does once. An account has one
 * request per key. Who is silent is judged by the database's clock.
 */
export type RequestStore = {
  /** Takes a key that nobody has. A second call changes nothing; either way it says who has the key. */
  claim(request: KeyedRequest): Promise<KeyedRequest>;
  find(accountId: string, key: string): Promise<KeyedRequest | null>;
  /** Puts another holder in the place of one that is silent for `silentMs` and has no answer. False = it has, or is not. */
  takeOver(from: KeyedRequest, holder: string, silentMs: number): Promise<boolean>;
  /** Says, as the holder, what the key is for from now on. Nothing happens when it is not the holder's any more. */
  restate(request: KeyedRequest): Promise<void>;
  /** I am alive, and this is what my body says, once it is known. False = the key is not mine any more. */
  beat(request: KeyedRequest, bodySha256: string | null): Promise<boolean>;
  /** Keeps the answer to this request, as a second call does. False = it has another one, which stays, or another holder. */
  keep(request: KeyedRequest, answer: KeptAnswer): Promise<boolean>;
  /** Gives an unanswered key back. A second call does nothing. */
  free(request: KeyedRequest): Promise<void>;
  /** Forgets requests that nobody has touched since. */
  removeBefore(moment: Date): Promise<void>;
};

/** `line`: a hash of method, path and sorted query; `bodySha256`: null until the body has been read; `jobId`: of the job it will make, if it makes one. */
export type KeyedRequest = {
  accountId: string;
  key: string;
  holder: string;
  line: string;
  bodySha256: string | null;
  jobId: string;
  answer: KeptAnswer | null;
};

/** Byte for byte, but never with a secret in it. */
export type KeptAnswer = { status: number; headers: Record<string, string>; body: string };

/** The answer to a request under a key, made of what was done, and written in the very transaction that does it. */
export type Keeping = { request: KeyedRequest; answer: KeptAnswer };
/** Null: there is no key. */
export type Keep<Done> = (done: Done) => Keeping | null;

/**
 * What is written with anything an administrator does. @throws Fault `key_lost`, with nothing written, when the key of
 * the request has another holder by now.
 */
export type Act = { audit: AuditEntry; keeping: Keeping | null };
/** The same where the answer is made of what was done. */
type ActOn<Done> = { audit: AuditEntry; keep: Keep<Done> };

/** The stored plan of one attempt (`epoch`) at a job, in row order. */
export type ChangeStore = {
  /** Adds to the plan of this attempt. A row already there is refused: a plan is written once. */
  add(jobId: string, epoch: number, changes: readonly Change[]): Promise<void>;
  stream(jobId: string, epoch: number, batchSize: number): AsyncIterable<Change[]>;
  page(jobId: string, epoch: number, query: { afterRow: number; limit: number }): Promise<Change[]>;
  /** Removes the plans of all attempts but this one (null = all). */
  removeExcept(jobId: string, epoch: number | null): Promise<void>;
};

/** The issues of one attempt in their order, and their groups, largest first. */
export type IssueStore = {
  add(jobId: string, epoch: number, issues: readonly Issue[], groups: readonly IssueGroup[]): Promise<void>;
  /** `after`: how many to skip, as issues are numbered from 0 in order. */
  page(jobId: string, epoch: number, query: { after: number; limit: number }): Promise<Issue[]>;
  groupsPage(jobId: string, epoch: number, query: { after: number; limit: number }): Promise<IssueGroup[]>;
  removeExcept(jobId: string, epoch: number | null): Promise<void>;
};

/** Bytes by key. Keys are ours: they never carry a user's text. */
export type FileStore = {
  /**
   * Stores the body as it arrives, never holding it whole; durable when it resolves. When the body throws or the
   * signal aborts it rejects and leaves nothing behind, no open upload either. A second call overwrites.
   */
  put(key: string, body: AsyncIterable<Uint8Array>, options?: { signal?: AbortSignal }): Promise<StoredFile>;
  /** The bytes from `start` to `end` (both inclusive, all without range); null when there is no such file. */
  get(key: string, range?: { start: number; end: number }): Promise<AsyncIterable<Uint8Array> | null>;
  size(key: string): Promise<number | null>;
  /** A second call does nothing. */
  remove(key: string): Promise<void>;
  list(prefix: string): AsyncIterable<{ key: string; modifiedAt: Date }>;
  /** Ends uploads under this prefix that were begun (before `moment`, if given) and never finished. Their writers fail. */
  abortUploads(prefix: string, moment?: Date): Promise<void>;
  /** Rejects with Fault `store_unavailable` when the store cannot be reached. */
  ping(): Promise<void>;
};

/** sha256 in lower-case hex. */
export type StoredFile = { bytes: number; sha256: string };

/** Hints for workers; may lose everything at any moment, the sweeper asks again. */
export type TaskQueue = {
  /** Asks some worker to advance a job. Asking twice for one dispatch asks once. Rejects quickly when Redis is away. */
  enqueue(due: DueJob): Promise<void>;
};

/**
 * Where accounts want to be told. Every change by an administrator is one transaction with its audit entry and the answer
 * to be kept, made if nobody changed the endpoint in between (compared by `version`); false = somebody did, or the very
 * same call succeeded before.
 */
export type EndpointStore = {
  get(accountId: string, endpointId: string): Promise<Endpoint | null>;
  /** In order of id. */
  page(accountId: string, query: { after: string | null; limit: number }): Promise<Endpoint[]>;
  insert(endpoint: Endpoint, act: Act): Promise<void>;
  save(from: Endpoint, to: Endpoint, act: Act): Promise<boolean>;
  remove(endpoint: Endpoint, act: Act): Promise<boolean>;
  /** Heard a failure at this moment: answers since when there was nothing else. */
  noteFailure(accountId: string, endpointId: string, at: Date): Promise<Date | null>;
  /** Heard a success. A second call does nothing. */
  noteSuccess(accountId: string, endpointId: string): Promise<void>;
};

/** The outbox: job events get here with the state they tell of, in one transaction (`JobStore.settle`, `ApplyChanges`). */
export type EventStore = {
  /** Events without deliveries yet, the oldest first. */
  untold(limit: number): Promise<WebhookEvent[]>;
  /** Keeps the body that is sent. It is made once: a second call changes nothing. */
  keepBody(eventId: string, body: string): Promise<void>;
  body(eventId: string): Promise<string | null>;
  /** All deliveries of it are made. */
  markTold(eventId: string): Promise<void>;
  /** Adds an event that is not about a job, its one delivery and what goes with the act, all or nothing. */
  addTold(event: WebhookEvent, body: string, delivery: Delivery, act: Act): Promise<void>;
  removeBefore(moment: Date): Promise<void>;
};

/** What is still to be told, and what was; times by the database's clock alone, as with leases. */
export type DeliveryStore = {
  get(accountId: string, deliveryId: string): Promise<Delivery | null>;
  /** Newest first. */
  page(accountId: string, query: DeliveryQuery): Promise<Delivery[]>;
  /** There is one delivery per event and endpoint: a second call, by whomever, changes nothing. */
  add(delivery: Delivery): Promise<void>;
  /**
   * The delivery that is due longest, of no endpoint in `except`, and the present moment; nobody else gets it for
   * `holdMs`. Whoever dies holding it has not told: it is claimed again.
   */
  claim(holdMs: number, except: readonly string[]): Promise<HeldDelivery | null>;
  /** Writes how an attempt went. Nothing happens when somebody else claimed the delivery since. */
  note(held: HeldDelivery, outcome: Pick<Delivery, 'state' | 'tries' | 'dueAt' | 'attempts'>): Promise<void>;
  /** Begins again, due now; an attempt under way counts as the first one. Null: there is no such delivery. */
  retry(accountId: string, deliveryId: string, act: ActOn<Delivery>): Promise<Delivery | null>;
  /** The same for all of an endpoint that were given up and happened at that moment or later. How many they are. */
  recover(accountId: string, endpointId: string, since: Date, act: ActOn<number>): Promise<number>;
  removeBefore(moment: Date): Promise<void>;
};

export type DeliveryQuery = {
  endpointId?: string | undefined;
  state?: DeliveryState | undefined;
  jobId?: string | undefined;
  /** Id of the last delivery seen. */
  after: string | null;
  limit: number;
};

/** `claim` numbers the claims of a delivery; `now` is when it was claimed. */
export type HeldDelivery = Delivery & { claim: number; now: Date };

/** What is sent, as text: the same bytes in every attempt. A pure function. */
export type EventBody = (event: WebhookEvent) => string;

/** Calls an endpoint once, signed by every secret that signs at `at`; never throws for what the receiver does. */
export type SendEvent = (order: {
  endpoint: Endpoint;
  eventId: string;
  body: string;
  at: Date;
  trace: string | null;
}) => Promise<DeliveryAttempt & { /** What it asked for, if anything. */ retryAfterMs: number | null }>;

/**
 * THE transaction: every change of the plan, the job's end, its event and its audit entry, or nothing. An undo also marks
 * the job it takes back, which only one undo can do.
 * `applied` = committed (also found out after an unknown commit result); `moved` = the account or a user is no
 * longer what the plan was made from: validate again; `lost` = the job is not ours any more.
 */
export type ApplyChanges = (order: {
  from: Job;
  to: Job;
  revision: number;
  changes: () => AsyncIterable<Change[]>;
  onApplied: (rows: number) => void;
  signal: AbortSignal;
}) => Promise<'applied' | 'moved' | 'lost'>;

/** Reads CSV bytes in flat memory, guarded against endless records; never throws for what is in the bytes. */
export type ReadCsv = (bytes: AsyncIterable<Uint8Array>, options: { encoding: string | null }) => CsvReading;

export type CsvReading = {
  /** In file order, some hundred at a time. Ends early when `trouble` stopped the reading. */
  batches: AsyncIterable<CsvRecord[]>;
  /** What is known so far; `delimiter` and `encoding` from the first batch on. */
  found: () => { encoding: string | null; delimiter: Delimiter | null; bytesRead: number; trouble: CsvTrouble | null };
};

/** CSV bytes of these rows: UTF-8 with BOM, CRLF, quoted where needed, in blocks of about 64 KB. Cells are written as they are. */
export type WriteCsv = (
  rows: AsyncIterable<readonly string[]>,
  options: { delimiter: Delimiter },
) => AsyncIterable<Uint8Array>;

/** A CSV record, blank ones too. `row` counts records from 1; `cut`: the last one, and the file ends without a line end. */
export type CsvRecord = { row: number; cells: string[]; cut: boolean };

/** Why reading stopped. `detail`: for `not_csv` what the bytes are (`an Excel workbook (.xlsx)`), for encodings what was found. */
export type CsvTrouble = {
  code: 'file_empty' | 'not_csv' | 'encoding_unsupported' | 'csv_malformed' | 'record_too_long';
  row: number | null;
  detail: string;
};

/**
 * A private scratch list on this machine, first in first out, that no crash leaves behind. Issues of rows wait in
 * it between the two readings of a bad file, so that memory stays flat however many there are.
 */
export type Spool<Entry> = {
  /** Entries are JSON: what JSON cannot say gets lost. */
  append(entry: Entry): Promise<void>;
  /** All entries, in order. */
  read(): AsyncIterable<Entry>;
  /** A second call does nothing. */
  close(): Promise<void>;
};
