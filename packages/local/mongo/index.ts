export { startMongo } from './startMongo.ts';
export type { MongoOptions, RunningMongo } from './startMongo.ts';
