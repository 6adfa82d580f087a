export { insertAccount, insertKey, listAccounts, type NewAccount, type NewKey } from './accountAdmin.ts';
export { connectMongo, type Mongo } from './connectMongo.ts';
export { mongoPorts } from './mongoPorts.ts';
