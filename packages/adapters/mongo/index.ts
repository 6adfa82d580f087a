export { mongoAccountStore, mongoPeopleStore, mongoReferenceStore } from './accountStores.ts';
export { mongoApplyChanges } from './applyChanges.ts';
export type { Collections } from './collections.ts';
export { connectMongo, type Mongo } from './connectMongo.ts';
export { mongoJobStore } from './jobStore.ts';
export { mongoLeaseStore } from './leaseStore.ts';
export { mongoChangeStore, mongoIssueStore, mongoProgressStore } from './planStores.ts';
export { mongoUserStore } from './userStore.ts';
