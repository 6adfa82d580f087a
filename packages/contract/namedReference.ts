import type { Shelf } from '@muster/domain';
import type { ReferenceView } from './userSchema.ts';

/** Makes `{id, name}` of an id. Only a reference deleted since the id was read has no name; its id then stands for it. */
export function named(shelf: Shelf<{ name: string }>): (id: string) => ReferenceView {
  return (id) => ({ id, name: shelf.byId.get(id)?.name ?? id });
}
