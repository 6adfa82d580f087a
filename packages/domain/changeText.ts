import type { Change } from './change.ts';
import { stableText } from './stableText.ts';

/**
 * What a change does, as text: plans with the same texts show a person the same and write the same. The id of a user
 * who does not exist yet is left out, since every plan makes up its own; so is the version, which guards, and is not
 * written.
 */
export function changeText({ row, userId, userEmail, action, fields, before, after }: Change): string {
  return stableText([row, action, action === 'create' ? null : userId, userEmail, fields, before, after]);
}
