import { Badge } from '@mantine/core';
import type { BodyOf } from '@muster/contract';
import { texts } from '../../texts/index.ts';
import { callsOf, type EntryOf, type ReferenceKind } from './callsOf.ts';
import type { Description } from './description.ts';

type DescriptionOf<K extends ReferenceKind> = Description<EntryOf<K>, Extract<BodyOf<`POST /v1/${K}`>, object>>;

const { settings, references } = texts;
const orNone = (text: string): string => text || settings.none;

export const roles: DescriptionOf<'roles'> = {
  calls: callsOf('roles'),
  words: references.roles,
  nameOf: ({ name }) => name,
  columns: [
    { label: references.roles.fields.name.label, cell: ({ name }) => name },
    { label: references.roles.fields.description.label, cell: ({ description }) => orNone(description) },
    {
      label: references.roles.fields.privileges.label,
      cell: ({ privileges }) => privileges.join(', ') || references.roles.noPrivileges,
    },
  ],
  fields: [
    { name: 'name', ...references.roles.fields.name, control: { as: 'text' }, isUnique: true },
    { name: 'description', ...references.roles.fields.description, control: { as: 'text' } },
    {
      name: 'privileges',
      ...references.roles.fields.privileges,
      control: { as: 'words', known: ['users:manage'] },
    },
  ],
  blank: { name: '', description: '', privileges: [] },
  formOf: ({ name, description, privileges }) => ({ name, description, privileges }),
};

export const queues: DescriptionOf<'queues'> = {
  calls: callsOf('queues'),
  words: references.queues,
  nameOf: ({ name }) => name,
  columns: [
    { label: references.queues.fields.name.label, cell: ({ name }) => name },
    { label: references.queues.fields.channel.label, cell: ({ channel }) => references.queues.channels[channel] },
    { label: references.queues.fields.description.label, cell: ({ description }) => orNone(description) },
  ],
  fields: [
    { name: 'name', ...references.queues.fields.name, control: { as: 'text' }, isUnique: true },
    {
      name: 'channel',
      ...references.queues.fields.channel,
      control: { as: 'choice', options: references.queues.channels },
    },
    { name: 'description', ...references.queues.fields.description, control: { as: 'text' } },
  ],
  blank: { name: '', channel: 'voice', description: '' },
  formOf: ({ name, channel, description }) => ({ name, channel, description }),
};

export const skills: DescriptionOf<'skills'> = {
  calls: callsOf('skills'),
  words: references.skills,
  nameOf: ({ name }) => name,
  columns: [
    { label: references.skills.fields.name.label, cell: ({ name }) => name },
    { label: references.skills.fields.category.label, cell: ({ category }) => orNone(category) },
    {
      label: references.skills.fields.maxLevel.label,
      cell: ({ type, maxLevel }) => (type === 'text' ? references.skills.types.text : references.skills.upTo(maxLevel)),
    },
  ],
  fields: [
    { name: 'name', ...references.skills.fields.name, control: { as: 'text' }, isUnique: true },
    { name: 'category', ...references.skills.fields.category, control: { as: 'text' } },
    { name: 'type', ...references.skills.fields.type, control: { as: 'choice', options: references.skills.types } },
    {
      name: 'maxLevel',
      ...references.skills.fields.maxLevel,
      control: { as: 'number', min: 1, max: 5 },
      isShown: ({ type }) => type === 'proficiency',
    },
  ],
  blank: { name: '', category: '', type: 'proficiency', maxLevel: 5 },
  formOf: ({ name, category, type, maxLevel }) => ({ name, category, type, maxLevel }),
};

export const teams: DescriptionOf<'teams'> = {
  calls: callsOf('teams'),
  words: references.teams,
  nameOf: ({ name }) => name,
  columns: [{ label: references.teams.fields.name.label, cell: ({ name }) => name }],
  fields: [{ name: 'name', ...references.teams.fields.name, control: { as: 'text' }, isUnique: true }],
  blank: { name: '' },
  formOf: ({ name }) => ({ name }),
};

export const regions: DescriptionOf<'regions'> = {
  calls: callsOf('regions'),
  words: references.regions,
  nameOf: ({ name }) => name,
  columns: [
    { label: references.regions.fields.name.label, cell: ({ name }) => name },
    {
      label: references.regions.fields.isMain.label,
      cell: ({ isMain }) =>
        isMain ? (
          <Badge variant="light" tt="none">
            {references.regions.main}
          </Badge>
        ) : (
          settings.none
        ),
    },
  ],
  fields: [
    { name: 'name', ...references.regions.fields.name, control: { as: 'text' }, isUnique: true },
    { name: 'isMain', ...references.regions.fields.isMain, control: { as: 'switch' } },
  ],
  blank: { name: '', isMain: false },
  formOf: ({ name, isMain }) => ({ name, isMain }),
};

export const people: DescriptionOf<'people'> = {
  calls: callsOf('people'),
  words: references.people,
  nameOf: ({ email }) => email,
  columns: [
    { label: references.people.fields.email.label, cell: ({ email }) => email },
    { label: references.people.fields.displayName.label, cell: ({ displayName }) => displayName },
  ],
  fields: [
    { name: 'email', ...references.people.fields.email, control: { as: 'text' }, isUnique: true },
    { name: 'displayName', ...references.people.fields.displayName, control: { as: 'text' } },
  ],
  blank: { email: '', displayName: '' },
  formOf: ({ email, displayName }) => ({ email, displayName }),
};
