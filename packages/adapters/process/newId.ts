import { idPrefixes, type NewId } from '@muster/domain';
import { monotonicFactory } from 'ulid';

const ulid = monotonicFactory();

/** Ids of this process only ever grow, also within a millisecond, so that sorting by id is sorting by age. */
export const newId: NewId = (kind) => `${idPrefixes[kind]}_${ulid().toLowerCase()}`;
