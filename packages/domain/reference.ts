import { key } from './key.ts';
import type { UserFields } from './user.ts';

export type Role = { id: string; name: string; description: string; privileges: string[] };
export const queueChannels = ['voice', 'video', 'messaging', 'email'] as const;
export type QueueChannel = (typeof queueChannels)[number];
export type Queue = { id: string; name: string; description: string; channel: QueueChannel };
export const skillTypes = ['text', 'proficiency'] as const;
export type SkillType = (typeof skillTypes)[number];
export type Skill = { id: string; name: string; category: string; type: SkillType; maxLevel: number };
export type Team = { id: string; name: string };
export type Region = { id: string; name: string; isMain: boolean };
export const templateTypes = ['add', 'update'] as const;
export type TemplateType = (typeof templateTypes)[number];
export const templateStates = ['draft', 'active', 'inactive'] as const;
export type TemplateState = (typeof templateStates)[number];
export type Template = {
  id: string;
  name: string;
  type: TemplateType;
  state: TemplateState;
  values: Partial<UserFields>;
};

/** What cells refer to by name; never created by a file. */
export type References = {
  roles: Role[];
  queues: Queue[];
  skills: Skill[];
  teams: Team[];
  regions: Region[];
  templates: Template[];
};

export type ReferenceKind = keyof References;
export const referenceKinds = [
  'roles',
  'queues',
  'skills',
  'teams',
  'regions',
  'templates',
] as const satisfies ReferenceKind[];

/** The account's reference data, found by name (through `key`) and by id. Built once per job. */
export type ReferenceBook = { [K in ReferenceKind]: Shelf<References[K][number]> };

export type Shelf<T> = { all: readonly T[]; byId: ReadonlyMap<string, T>; byName: ReadonlyMap<string, T> };

export function referenceBook(references: References): ReferenceBook {
  return {
    roles: shelf(references.roles),
    queues: shelf(references.queues),
    skills: shelf(references.skills),
    teams: shelf(references.teams),
    regions: shelf(references.regions),
    templates: shelf(references.templates),
  };
}

function shelf<T extends { id: string; name: string }>(all: readonly T[]): Shelf<T> {
  return {
    all,
    byId: new Map(all.map((item) => [item.id, item])),
    byName: new Map(all.map((item) => [key(item.name), item])),
  };
}
