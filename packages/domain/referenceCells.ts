import type { CellContext, CellType } from './cellType.ts';
import { flaw, type Flaw } from './flaw.ts';
import { key } from './key.ts';
import type { ReferenceKind, References, Skill } from './reference.ts';
import type { UserSkill } from './user.ts';

/** The name of something the account has; kept as its id. Nothing is ever created by a cell. */
export function reference(kind: ReferenceKind): CellType<string> {
  const noun = nouns[kind];
  return {
    allowed: `the name of an existing ${noun}`,
    parse: (cell, context) => {
      const found = findReference(kind, cell, context);
      return found === null ? { flaws: [notFound(kind, cell, context)] } : { value: found.id };
    },
    format: (id, references) => references[kind].byId.get(id)?.name ?? id,
  };
}

/** `French:4` for a skill with levels, `Refunds` for one without. */
export function skill(): CellType<UserSkill> {
  return {
    allowed: 'the name of an existing skill, with its level where it has levels, like French:4',
    parse: (cell, context) => {
      const { name, level } = splitSkill(cell);
      const found = findReference('skills', name, context);
      if (found === null) return { flaws: [notFound('skills', name, context)] };
      const wrong = level === '' ? withoutLevel(found, cell) : withLevel(found, level, cell);
      return wrong === null
        ? { value: { skillId: found.id, level: level === '' ? null : Number(level) } }
        : { flaws: [wrong] };
    },
    format: ({ skillId, level }, references) => {
      const name = references.skills.byId.get(skillId)?.name ?? skillId;
      return level === null ? name : `${name}:${level}`;
    },
  };
}

/** What a cell names, null when there is no such thing. */
export function findReference<K extends ReferenceKind>(
  kind: K,
  name: string,
  { references }: CellContext,
): References[K][number] | null {
  return references[kind].byName.get(key(name)) ?? null;
}

export function notFound(kind: ReferenceKind, name: string, { suggest }: CellContext): Flaw {
  return flaw('reference_not_found', { value: name, noun: nouns[kind], suggestion: suggest[kind](name) });
}

const nouns = {
  roles: 'role',
  queues: 'queue',
  skills: 'skill',
  teams: 'team',
  regions: 'region',
  templates: 'template',
} as const satisfies Record<ReferenceKind, string>;

/** Names hold no colon, so the first one ends the name. */
function splitSkill(cell: string): { name: string; level: string } {
  const colon = cell.indexOf(':');
  return colon === -1
    ? { name: cell, level: '' }
    : { name: cell.slice(0, colon).trim(), level: cell.slice(colon + 1).trim() };
}

function withoutLevel({ name, type, maxLevel }: Skill, cell: string): Flaw | null {
  return type === 'text' ? null : flaw('level_required', { value: cell, skill: name, max: maxLevel });
}

function withLevel({ name, type, maxLevel }: Skill, level: string, cell: string): Flaw | null {
  if (type === 'text') return flaw('level_not_allowed', { value: cell, skill: name });
  if (/^\d+$/.test(level) && Number(level) >= 1 && Number(level) <= maxLevel) return null;
  return flaw('value_out_of_range', { value: cell, skill: name, min: 1, max: maxLevel, got: level });
}
