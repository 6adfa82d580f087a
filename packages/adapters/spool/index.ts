export { openSpool } from './openSpool.ts';
