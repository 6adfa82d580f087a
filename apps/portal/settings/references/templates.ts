import type { BodyOf } from '@muster/contract';
import { texts } from '../../texts/index.ts';
import { valueAt, type Control, type Field } from '../form/field.ts';
import { callsOf, type EntryOf } from './callsOf.ts';
import type { Description } from './description.ts';

type Template = EntryOf<'templates'>;
type TemplateForm = BodyOf<'POST /v1/templates'>;
type Values = NonNullable<TemplateForm['values']>;

const { templates: words } = texts.references;
const blank = words.left;

/** How each value is entered; all of them may be left to the row. */
const controls: Record<keyof typeof words.value, Control> = {
  displayName: { as: 'text', isOptional: true },
  roleId: { as: 'one', of: 'roles', blank },
  package: { as: 'choice', options: words.packages, blank },
  addOns: { as: 'several', options: words.addOns, isOptional: true },
  teamId: { as: 'one', of: 'teams', blank },
  teamRole: { as: 'choice', options: words.teamRoles, blank },
  regionId: { as: 'one', of: 'regions', blank },
  country: { as: 'text', isOptional: true },
  access: { as: 'choice', options: words.accesses, blank },
  status: { as: 'choice', options: words.statuses, blank },
  subStatus: { as: 'choice', options: words.subStatuses, blank },
  clientIntegration: { as: 'choice', options: words.clientIntegrations, blank },
  agentQueueIds: { as: 'many', of: 'queues' },
  supervisorQueueIds: { as: 'many', of: 'queues' },
  outboundVoiceQueueId: { as: 'one', of: 'queues', blank },
  outboundMessageQueueId: { as: 'one', of: 'queues', blank },
  skills: { as: 'skills' },
  'multiChannel.enabled': { as: 'yesOrNo', blank },
  'multiChannel.maxAgentLoad': { as: 'number', min: 1, max: 100 },
  'multiChannel.emailMaxAgentLoad': { as: 'number', min: 1, max: 100 },
  'capacity.messages': { as: 'number', min: 0, max: 20 },
  'capacity.emails': { as: 'number', min: 0, max: 20 },
  externalLaunchUrl: { as: 'text', isOptional: true },
  mobileClient: { as: 'yesOrNo', blank },
  emergencyCalling: { as: 'yesOrNo', blank },
};

export const templates: Description<Template, TemplateForm> = {
  calls: callsOf('templates'),
  words,
  nameOf: ({ name }) => name,
  columns: [
    { label: words.fields.name.label, cell: ({ name }) => name },
    { label: words.fields.type.label, cell: ({ type }) => words.types[type] },
    { label: words.fields.state.label, cell: ({ state }) => words.states[state] },
    { label: words.given, cell: ({ values }) => givenBy(values) },
  ],
  fields: [
    { name: 'name', ...words.fields.name, control: { as: 'text' }, isUnique: true },
    { name: 'type', ...words.fields.type, control: { as: 'choice', options: words.types } },
    { name: 'state', ...words.fields.state, control: { as: 'choice', options: words.states } },
    ...valueFields(),
  ],
  blank: { name: '', type: 'add', state: 'active', values: {} },
  formOf: ({ name, type, state, values }) => ({ name, type, state, values: valuesForm(values) }),
};

function valueFields(): Field<TemplateForm>[] {
  const names = Object.keys(controls).filter(isValueName);
  return names.map((name, at) => ({
    name: `values.${name}`,
    label: words.value[name],
    control: controls[name],
    ...(at === 0 && { heading: words.values }),
    ...(name === 'country' && { hint: words.countryHint }),
    ...((name === 'status' || name === 'subStatus') && { isShown: ({ type }) => type === 'update' }),
  }));
}

function isValueName(name: string): name is keyof typeof words.value {
  return Object.hasOwn(words.value, name);
}

/** What a template gives, as its form has it: references by their ids, and nothing where it gives nothing. */
function valuesForm(values: Template['values']): Values {
  const { displayName, role, team, teamRole, region, country, access, status, subStatus, clientIntegration } = values;
  const { agentQueues, supervisorQueues, outboundVoiceQueue, outboundMessageQueue, skills, addOns } = values;
  const { multiChannel, capacity, externalLaunchUrl, mobileClient, emergencyCalling } = values;
  return {
    ...(displayName && { displayName }),
    ...(role && { roleId: role.id }),
    ...(values.package && { package: values.package }),
    ...(addOns && { addOns }),
    ...(team && { teamId: team.id }),
    ...(teamRole && { teamRole }),
    ...(region && { regionId: region.id }),
    ...(country && { country }),
    ...(access && { access }),
    ...(status && { status }),
    ...(subStatus && { subStatus }),
    ...(clientIntegration && { clientIntegration }),
    ...(agentQueues && { agentQueueIds: agentQueues.map(idOf) }),
    ...(supervisorQueues && { supervisorQueueIds: supervisorQueues.map(idOf) }),
    ...(outboundVoiceQueue && { outboundVoiceQueueId: outboundVoiceQueue.id }),
    ...(outboundMessageQueue && { outboundMessageQueueId: outboundMessageQueue.id }),
    ...(skills && { skills: skills.map(({ skill, level }) => ({ skillId: skill.id, level })) }),
    ...(multiChannel && { multiChannel }),
    ...(capacity && { capacity }),
    ...(externalLaunchUrl && { externalLaunchUrl }),
    ...(mobileClient !== undefined && { mobileClient }),
    ...(emergencyCalling !== undefined && { emergencyCalling }),
  };
}

function idOf({ id }: { id: string }): string {
  return id;
}

/** Which values these are, by their labels. */
function givenBy(values: Template['values']): string {
  const form = { values: valuesForm(values) };
  const labels = Object.keys(controls)
    .filter(isValueName)
    .filter((name) => (valueAt(form, `values.${name}`) ?? null) !== null)
    .map((name) => words.value[name]);
  return labels.join(', ') || texts.settings.none;
}
