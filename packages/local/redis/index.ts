export { checkRedis } from './checkRedis.ts';
export { ensureRedisServer } from './ensureRedisServer.ts';
export { startRedis, type LocalRedis } from './startRedis.ts';
