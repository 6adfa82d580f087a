/** Prefixes say what an id names; what follows is time-sortable and URL-safe, without `:` or `.`. */
export const idPrefixes = {
  account: 'acc',
  person: 'per',
  user: 'usr',
  role: 'rol',
  queue: 'que',
  skill: 'skl',
  team: 'tea',
  region: 'reg',
  template: 'tpl',
  job: 'job',
  change: 'chg',
  event: 'evt',
  key: 'key',
  audit: 'aud',
  request: 'req',
  endpoint: 'whe',
  delivery: 'whd',
} as const;

export type IdKind = keyof typeof idPrefixes;

/** Makes a new id, for example `newId('job')` → `job_01kaz3…`. Randomness and time live in the adapter. */
export type NewId = (kind: IdKind) => string;

/** Could this text be an id of that kind at all? What cannot exist is answered without asking the database. */
export function isId(kind: IdKind, text: string): boolean {
  return new RegExp(`^${idPrefixes[kind]}_[0-9a-z]{10,40}$`).test(text);
}
