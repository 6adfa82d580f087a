import type { Value } from '../bson/value.ts';
import { ServerError, unsupported } from '../errors.ts';

/** A regular expression from a pattern and the `$options` beside it, if any. Flags i, m and s. */
export function compileRegex(source: Value, flags: Value = ''): RegExp {
  if (typeof source !== 'string') throw new ServerError('BadValue', '$regex has to be a string');
  if (typeof flags !== 'string') throw new ServerError('BadValue', '$options has to be a string');
  const unknown = /[^ims]/.exec(flags)?.[0];
  if (unknown) throw unsupported(`regular expression option ${unknown}`);
  if (source.includes('\0')) {
    throw new ServerError('BadValue', 'Regular expression cannot contain an embedded null byte');
  }
  // With `u` a dot takes a whole character, as in MongoDB; but `u` forbids harmless escapes such as `\-`.
  const regex = tryRegex(source, `${flags}u`) ?? tryRegex(source, flags);
  if (!regex) throw new ServerError('BadValue', `Regular expression is invalid: ${source}`);
  return regex;
}

function tryRegex(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}
