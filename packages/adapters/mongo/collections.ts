import type {
  Account,
  AccountKey,
  AuditEntry,
  Change,
  Delivery,
  Endpoint,
  EventType,
  Issue,
  IssueGroup,
  Job,
  JobProgress,
  Person,
  ReferenceKind,
  References,
  Session,
  SignInLink,
  User,
} from '@muster/domain';
import type { KeyedRequest } from '@muster/jobs';
import { Schema, type Connection, type IndexDefinition, type IndexOptions, type mongo } from 'mongoose';

/** A stored document: our ids are the `_id`s, every text that is searched or compared has its key beside it. */
type Stored<T> = Omit<T, 'id'> & { _id: string };
type Owned<T> = Stored<T> & { accountId: string };

type AccountDoc = Stored<Account> & { createdAt: Date };
export type ApiKeyDoc = Stored<AccountKey>;
export type PersonDoc = Owned<Person> & { emailKey: string };
export type UserDoc = Owned<User> & { emailKey: string; displayNameKey: string };
export type ReferenceDoc<K extends ReferenceKind = ReferenceKind> = Owned<References[K][number]> & {
  kind: K;
  nameKey: string;
};
/** Jobs of an earlier installation do not say who last told them what to do. */
export type JobDoc = Omit<Stored<Job>, 'actor'> & { actor?: Job['actor']; filesDueAt?: Date | null };
export type LeaseDoc = {
  _id: string;
  lane: string;
  epoch: number;
  beatAt: Date;
  dueAt: Date;
  reached: number;
  fruitless: number;
  failures: number;
};
/** `_id` = account and key, so that the primary index alone lets one of many in. */
export type RequestDoc = Omit<KeyedRequest, 'accountId' | 'key'> & { _id: string; beatAt: Date };
export type ProgressDoc = Omit<JobProgress, 'jobId'> & { _id: string };
/** `_id` = job, epoch and row, zero-padded, so that the primary index alone gives a plan in row order. */
export type ChangeDoc = Change & { _id: string; jobId: string; epoch: number };
type IssueDoc = { _id: string; issue: Issue };
type IssueGroupDoc = { _id: string; group: IssueGroup };
/** Our duty to tell: written with the state it tells of, delivered later. */
export type EventDoc = {
  _id: string;
  accountId: string;
  type: EventType;
  jobId: string | null;
  version: number | null;
  job: Job | null;
  at: Date;
  /** What is sent, once it has been made. */
  body: string | null;
  /** Every endpoint has its delivery. */
  told: boolean;
};
export type EndpointDoc = Stored<Endpoint>;
export type DeliveryDoc = Stored<Delivery> & { claim: number; heldAt: Date };
export type AuditDoc = Stored<AuditEntry>;
export type SessionDoc = Stored<Session>;
export type SignInLinkDoc = Stored<SignInLink>;

type Docs = {
  accounts: AccountDoc;
  api_keys: ApiKeyDoc;
  people: PersonDoc;
  users: UserDoc;
  references: ReferenceDoc;
  jobs: JobDoc;
  leases: LeaseDoc;
  requests: RequestDoc;
  progress: ProgressDoc;
  changes: ChangeDoc;
  issues: IssueDoc;
  issue_groups: IssueGroupDoc;
  events: EventDoc;
  endpoints: EndpointDoc;
  deliveries: DeliveryDoc;
  audit: AuditDoc;
  sessions: SessionDoc;
  sign_in_links: SignInLinkDoc;
};

/**
 * Every collection by name, as the native driver's collection: what gets here was parsed before, and casting it once
 * more costs mongoose ten times the write itself.
 */
export type Collections = { [K in keyof Docs]: mongo.Collection<Docs[K]> };

type Index = readonly [IndexDefinition, IndexOptions?];

const indexes: Record<keyof Docs, readonly Index[]> = {
  accounts: [],
  api_keys: [[{ accountId: 1, _id: 1 }]],
  people: [[{ accountId: 1, emailKey: 1 }, { unique: true }], [{ accountId: 1, _id: 1 }]],
  users: [
    [{ accountId: 1, emailKey: 1 }, { unique: true }],
    [{ accountId: 1, displayNameKey: 1, _id: 1 }],
    [{ accountId: 1, updatedAt: 1, _id: 1 }],
    [{ accountId: 1, package: 1 }],
    [{ accountId: 1, roleId: 1 }],
    [{ accountId: 1, _id: 1 }],
  ],
  references: [[{ accountId: 1, kind: 1, nameKey: 1 }, { unique: true }]],
  jobs: [
    [{ accountId: 1, _id: 1 }],
    [{ accountId: 1, 'file.sha256': 1 }],
    [{ accountId: 1, parentJobId: 1 }],
    [{ kind: 1, state: 1 }],
    [{ filesDueAt: 1 }],
    [{ finishedAt: 1 }],
  ],
  leases: [[{ lane: 1, _id: 1 }]],
  requests: [[{ beatAt: 1 }]],
  progress: [],
  changes: [[{ userId: 1 }]],
  issues: [],
  issue_groups: [],
  events: [[{ told: 1, _id: 1 }], [{ at: 1 }]],
  endpoints: [[{ accountId: 1, _id: 1 }]],
  deliveries: [
    [{ eventId: 1, endpointId: 1 }, { unique: true }],
    [{ state: 1, dueAt: 1 }],
    [{ accountId: 1, _id: 1 }],
    [{ endpointId: 1, at: 1 }],
    [{ at: 1 }],
  ],
  audit: [[{ accountId: 1, _id: 1 }]],
  sessions: [[{ expiresAt: 1 }]],
  sign_in_links: [[{ expiresAt: 1 }]],
};

/** Defines the collections on a connection and makes sure that they and their indexes exist: transactions may not create them. */
export async function openCollections(connection: Connection): Promise<Collections> {
  const names = Object.keys(indexes) as (keyof Docs)[]; // Object.keys forgets the key type
  for (const name of names) {
    const schema = new Schema({ _id: String }, { versionKey: false, autoIndex: false, autoCreate: false });
    for (const [fields, options] of indexes[name]) schema.index(fields, options);
    const model = connection.model(name, schema, name);
    await model.createCollection();
    await model.createIndexes();
  }
  const db = connection.db;
  if (db === undefined) throw new Error('collections are opened on a connection that is not connected');
  return {
    accounts: db.collection('accounts'),
    api_keys: db.collection('api_keys'),
    people: db.collection('people'),
    users: db.collection('users'),
    references: db.collection('references'),
    jobs: db.collection('jobs'),
    leases: db.collection('leases'),
    requests: db.collection('requests'),
    progress: db.collection('progress'),
    changes: db.collection('changes'),
    issues: db.collection('issues'),
    issue_groups: db.collection('issue_groups'),
    events: db.collection('events'),
    endpoints: db.collection('endpoints'),
    deliveries: db.collection('deliveries'),
    audit: db.collection('audit'),
    sessions: db.collection('sessions'),
    sign_in_links: db.collection('sign_in_links'),
  };
}
