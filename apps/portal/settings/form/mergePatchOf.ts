import { isRecord } from './field.ts';

/**
 * The JSON merge patch (RFC 7396) that makes `after` of `before`: what somebody else has changed meanwhile, and this
 * form has not, stays.
 */
export function mergePatchOf(before: object, after: object): Record<string, unknown> {
  const was = new Map<string, unknown>(Object.entries(before));
  const is = new Map<string, unknown>(Object.entries(after));
  const patch: [string, unknown][] = [];
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    const [from, to] = [was.get(name), is.get(name)];
    if (JSON.stringify(from) === JSON.stringify(to)) continue;
    if (isRecord(from) && isRecord(to)) patch.push([name, mergePatchOf(from, to)]);
    else patch.push([name, to ?? null]);
  }
  return Object.fromEntries(patch);
}
