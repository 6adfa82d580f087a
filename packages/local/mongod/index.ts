export { startMongod, type Mongod } from './startMongod.ts';
