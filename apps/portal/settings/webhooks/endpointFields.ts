import type { BodyOf } from '@muster/contract';
import { texts } from '../../texts/index.ts';
import type { Field } from '../form/field.ts';
import type { Endpoint } from './EndpointsSection.tsx';

export type EndpointForm = BodyOf<'POST /v1/webhook-endpoints'>;

const { fields, types } = texts.webhooks;
const known: Record<Endpoint['types'][number], string> = types;

export const endpointFields: Field<EndpointForm>[] = [
  { name: 'url', ...fields.url, control: { as: 'text' } },
  { name: 'types', ...fields.types, control: { as: 'several', options: known } },
  { name: 'description', ...fields.description, control: { as: 'text' } },
  { name: 'enabled', ...fields.enabled, control: { as: 'switch' } },
];
