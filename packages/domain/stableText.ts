/** JSON that does not depend on the order in which members were set. */
export function stableText(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => (isRecord(member) ? sorted(member) : member));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}
