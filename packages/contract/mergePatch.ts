import { z } from 'zod';

/**
 * A JSON merge patch (RFC 7396) of what `schema` describes: any of its members, each checked by itself, or null to take
 * one away. Members it does not know are refused at every depth; what the whole must be is checked when it is merged.
 */
export function patchOf(schema: z.ZodObject): z.ZodObject {
  const members = Object.entries<z.core.$ZodType>(schema.shape).map(([name, member]) => {
    const bare = withoutDefault(member);
    return [name, z.nullable(bare instanceof z.ZodObject ? patchOf(bare) : bare).exactOptional()] as const;
  });
  return z.strictObject(Object.fromEntries(members));
}

/** What `target` is after the patch. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const merged = new Map(isRecord(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

/** A member that is not in a patch stays as it is; its default is for those who create. */
function withoutDefault(member: z.core.$ZodType): z.core.$ZodType {
  if (member instanceof z.ZodDefault || member instanceof z.ZodPrefault) return withoutDefault(member.unwrap());
  if (member instanceof z.ZodOptional || member instanceof z.ZodExactOptional) return withoutDefault(member.unwrap());
  return member;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
