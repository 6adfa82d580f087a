import { idPrefixes, type NewId } from '@muster/domain';
import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';

/** As good as the library's own randomness, which asks the system for every single letter. */
const pool = new Uint32Array(1_024);
let next = pool.length;
const ulid = monotonicFactory(() => {
  if (next === pool.length) {
    randomFillSync(pool);
    next = 0;
  }
  return (pool[next++] ?? 0) / 2 ** 32;
});

/** Ids of this process only ever grow, also within a millisecond, so that sorting by id is sorting by age. */
export const newId: NewId = (kind) => `${idPrefixes[kind]}_${ulid().toLowerCase()}`;
