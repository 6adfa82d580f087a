import type { Role } from '../api/session.ts';

/** Every section of the settings, in the order they are listed, and the least role that sees it. */
export const sections = {
  account: 'viewer',
  roles: 'viewer',
  queues: 'viewer',
  skills: 'viewer',
  teams: 'viewer',
  regions: 'viewer',
  templates: 'viewer',
  people: 'viewer',
  webhooks: 'admin',
  deliveries: 'admin',
  keys: 'admin',
  audit: 'admin',
} as const satisfies Record<string, Role>;

export type Section = keyof typeof sections;

export function isSection(name: string): name is Section {
  return Object.hasOwn(sections, name);
}

export const sectionNames: readonly Section[] = Object.keys(sections).filter(isSection);
