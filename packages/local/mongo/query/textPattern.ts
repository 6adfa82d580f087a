import type { Value } from '../bson/value.ts';
import { ServerError, unsupported } from '../errors.ts';

/** What a `$regex` looks for: a text, anywhere or at the beginning. */
export interface TextPattern {
  readonly text: string;
  readonly atStart: boolean;
  readonly ignoresCase: boolean;
}

/**
 * Regular expressions without any expression in them: characters, escaped ones, and `^` in front; option i. Where the
 * dialects of MongoDB and JavaScript begin to differ (line ends, classes, what a letter is) the refusal begins as well.
 */
export function textPattern(source: Value, options: Value = ''): TextPattern {
  if (typeof source !== 'string') throw new ServerError('BadValue', '$regex has to be a string');
  if (typeof options !== 'string') throw new ServerError('BadValue', '$options has to be a string');
  const unknown = /[^i]/.exec(options)?.[0];
  if (unknown) throw unsupported(`regular expression option ${unknown}`);
  if (source.includes('\0')) {
    throw new ServerError('BadValue', 'Regular expression cannot contain an embedded null byte');
  }
  const [, start, escaped] = PLAIN.exec(source) ?? [];
  if (escaped === undefined) throw unsupported(`regular expression ${source}`);
  return { text: escaped.replaceAll(/\\(.)/g, '$1'), atStart: start === '^', ignoresCase: options !== '' };
}

const PLAIN = /^(\^?)((?:[^\\^$.|?*+()[\]{}]|\\[!-/:-@[-`{-~])*)$/;
