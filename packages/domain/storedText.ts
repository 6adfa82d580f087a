import { isClear } from './cellType.ts';
import { controlCharacter } from './plainCells.ts';

/** A text as it is kept: two spellings of the same letters are stored alike, and nothing stands around it. */
export function storedText(text: string): string {
  return text.normalize('NFC').trim();
}

/** Why a text cannot be kept, in words that follow its name; null when it can. */
export function textRefusal(text: string, { min, max }: { min: number; max: number }): string | null {
  const length = Array.from(text).length;
  if (length < min) return min === 1 ? 'must not be empty' : `must have ${min} characters or more`;
  if (length > max) return `must have at most ${max} characters`;
  if (controlCharacter.test(text) || /\p{Cs}/u.test(text)) return 'must be one line without control characters';
  if (isClear(text)) return 'must not be [CLEAR]: in a file, that takes a value away';
  return null;
}

/** The same for the name of something that cells refer to, in lists and with levels. */
export function nameRefusal(name: string, max: number): string | null {
  if (/[|:]/.test(name)) return 'must have no | and no :, which separate lists and levels in a file';
  return textRefusal(name, { min: 1, max });
}
