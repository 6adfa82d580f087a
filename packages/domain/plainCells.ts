import type { CellType } from './cellType.ts';
import { countries } from './countries.ts';
import { flaw } from './flaw.ts';
import { key } from './key.ts';
import { nearest } from './suggest.ts';

/** A line of text, kept in NFC: two spellings of the same letters are stored alike. */
export function text(max: number): CellType<string> {
  const allowed = `1 to ${max} characters, without line breaks or control characters`;
  return {
    allowed,
    parse: (cell) => {
      const value = cell.normalize('NFC');
      const length = characters(value, max);
      if (length > max) return { flaws: [flaw('value_too_long', { value, length, max })] };
      if (controlCharacter.test(value)) return { flaws: [flaw('value_invalid', { value, allowed })] };
      return { value };
    },
    format: (value) => value,
  };
}

/** An e-mail address, kept as it was written. */
export const emailAddress: CellType<string> = {
  allowed: 'an e-mail address, at most 254 characters',
  parse: (cell) => {
    const value = cell.normalize('NFC');
    const max = 254;
    if (value.length > max) return { flaws: [flaw('value_too_long', { value, length: value.length, max })] };
    return isEmailAddress(value) ? { value } : { flaws: [flaw('email_invalid', { value })] };
  },
  format: (value) => value,
};

export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && emailPattern.test(text);
}

/** One of a few words, in any case. */
export function choice<T extends string>(words: readonly T[]): CellType<T> {
  const allowed = words.join(', ');
  const byKey = new Map<string, T>(words.map((word) => [key(word), word]));
  return {
    allowed,
    parse: (cell) => {
      const value = byKey.get(key(cell));
      if (value !== undefined) return { value };
      return { flaws: [flaw('value_invalid', { value: cell, allowed, suggestion: nearest(cell, words) })] };
    },
    format: (value) => value,
  };
}

export function boolean(): CellType<boolean> {
  const word = choice(['true', 'false', 'yes', 'no', '1', '0']);
  return {
    allowed: word.allowed,
    parse: (cell, context) => {
      const parsed = word.parse(cell, context);
      return 'flaws' in parsed ? parsed : { value: ['true', 'yes', '1'].includes(parsed.value) };
    },
    format: String,
  };
}

export function wholeNumber(min: number, max: number): CellType<number> {
  const allowed = `a whole number from ${min} to ${max}`;
  return {
    allowed,
    parse: (cell) => {
      if (!/^-?\d+$/.test(cell)) return { flaws: [flaw('value_invalid', { value: cell, allowed })] };
      const value = Number(cell);
      if (value >= min && value <= max) return { value };
      return { flaws: [flaw('value_out_of_range', { value: cell, skill: null, min, max, got: cell })] };
    },
    format: String,
  };
}

export function country(): CellType<string> {
  const allowed = 'a two-letter country code of ISO 3166-1, such as DE, GB or US';
  return {
    allowed,
    parse: (cell) => {
      const value = cell.toUpperCase();
      return isCountry(value) ? { value } : { flaws: [flaw('value_invalid', { value: cell, allowed })] };
    },
    format: (value) => value,
  };
}

/** In capital letters. */
export function isCountry(code: string): boolean {
  return countries.has(code);
}

/** An address that is opened at work, with placeholders for what is known of the contact. */
export function launchUrl(max: number): CellType<string> {
  const allowed = `an https address, at most ${max} characters, with the placeholders %N, %F, %L, %C and %E`;
  return {
    allowed,
    parse: (cell) => {
      const value = cell.normalize('NFC');
      const length = characters(value, max);
      if (length > max) return { flaws: [flaw('value_too_long', { value, length, max })] };
      return isHttps(value) ? { value } : { flaws: [flaw('value_invalid', { value, allowed })] };
    },
    format: (value) => value,
  };
}

/** As people count: an emoji is one. Only texts that may be too long are counted. */
function characters(value: string, max: number): number {
  return value.length <= max ? value.length : Array.from(value).length;
}

/** Line breaks are among them; `\u2028` and `\u2029` are line breaks to some programs. */
export const controlCharacter = /[\p{Cc}\u2028\u2029]/u;

/**
 * Letters of any script, as mail servers take them today, but nothing that is quoted or that nobody can see; a domain
 * of at least two parts. Linear in the length of the text.
 */
const emailPattern =
  /^(?!\.)(?!.*\.\.)[^\s\p{C}"(),:;<>@[\\\]]{1,64}(?<!\.)@(?:[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+(?!\d+$)[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}]$/u;

function isHttps(value: string): boolean {
  if (/[\s\p{C}]/u.test(value) || /%(?![NFLCE]|[0-9a-f]{2})/i.test(value)) return false;
  const filledIn = value.replace(/%[NFLCE](?![0-9a-f])/gi, 'x');
  return /^https:\/\/[^/?#]/i.test(value) && URL.canParse(filledIn);
}
