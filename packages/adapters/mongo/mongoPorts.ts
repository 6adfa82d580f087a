import type { NewId } from '@muster/domain';
import type { Clock, Ports, Reach } from '@muster/jobs';
import { mongoAccountStore, mongoPeopleStore, mongoReferenceStore } from './accountStores.ts';
import { mongoAdminStore } from './adminStore.ts';
import { mongoApplyChanges } from './applyChanges.ts';
import { mongoAuditStore } from './auditStore.ts';
import type { Mongo } from './connectMongo.ts';
import { mongoDeliveryStore } from './deliveryStore.ts';
import { mongoEndpointStore } from './endpointStore.ts';
import { mongoEventStore } from './eventStore.ts';
import { mongoHistoryStore } from './historyStore.ts';
import { mongoJobStore } from './jobStore.ts';
import { mongoKeyStore } from './keyStore.ts';
import { mongoLeaseStore } from './leaseStore.ts';
import { mongoChangeStore, mongoIssueStore, mongoProgressStore } from './planStores.ts';
import { mongoRequestStore } from './requestStore.ts';
import { mongoSessionStore } from './sessionStore.ts';
import { mongoUserStore } from './userStore.ts';

type MongoPorts = Pick<
  Ports,
  | 'accounts'
  | 'keys'
  | 'sessions'
  | 'users'
  | 'people'
  | 'references'
  | 'admin'
  | 'audit'
  | 'history'
  | 'endpoints'
  | 'events'
  | 'deliveries'
  | 'jobs'
  | 'leases'
  | 'requests'
  | 'progress'
  | 'changes'
  | 'issues'
  | 'applyChanges'
>;

/** Every port that MongoDB is behind. */
export function mongoPorts(
  { connection, collections }: Mongo,
  { clock, newId, reach }: { clock: Clock; newId: NewId; reach: Reach },
): MongoPorts {
  const needs = { collections, client: connection.getClient(), newId, reach };
  return {
    accounts: mongoAccountStore(collections, clock),
    keys: mongoKeyStore(collections),
    sessions: mongoSessionStore(needs),
    users: mongoUserStore(collections),
    people: mongoPeopleStore(collections),
    references: mongoReferenceStore(collections),
    admin: mongoAdminStore(needs),
    audit: mongoAuditStore(collections),
    history: mongoHistoryStore(collections),
    endpoints: mongoEndpointStore(needs),
    events: mongoEventStore(needs),
    deliveries: mongoDeliveryStore(needs),
    jobs: mongoJobStore(needs),
    leases: mongoLeaseStore(collections),
    requests: mongoRequestStore(collections),
    progress: mongoProgressStore(collections),
    changes: mongoChangeStore(collections),
    issues: mongoIssueStore(collections),
    applyChanges: mongoApplyChanges(needs),
  };
}
