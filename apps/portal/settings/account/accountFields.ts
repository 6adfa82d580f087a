import type { AnswerOf } from '@muster/contract';
import { texts } from '../../texts/index.ts';
import type { Field } from '../form/field.ts';

export type Account = AnswerOf<'GET /v1/account'>;
type AccountForm = Omit<Account, 'id' | 'revision'>;

const { account: words } = texts.settings;

export const accountFields: Field<AccountForm>[] = [
  { name: 'name', ...words.name, control: { as: 'text' } },
  { name: 'country', ...words.country, control: { as: 'text' } },
  { name: 'requireDirectory', ...words.requireDirectory, control: { as: 'switch' } },
  {
    name: 'limits.importRows',
    ...words.importRows,
    hint: words.limitHint,
    control: { as: 'number', min: 1 },
    heading: words.limits,
  },
  { name: 'limits.updateRows', ...words.updateRows, hint: words.limitHint, control: { as: 'number', min: 1 } },
  { name: 'limits.fileBytes', ...words.fileBytes, hint: words.limitHint, control: { as: 'mebibytes' } },
  {
    name: 'licenses.essentials',
    label: words.packages.essentials,
    hint: words.seatHint,
    control: { as: 'number', min: 0 },
    heading: words.licenses,
  },
  {
    name: 'licenses.premium',
    label: words.packages.premium,
    hint: words.seatHint,
    control: { as: 'number', min: 0 },
  },
  { name: 'licenses.elite', label: words.packages.elite, hint: words.seatHint, control: { as: 'number', min: 0 } },
];

export function accountForm({ name, country, limits, licenses, requireDirectory }: Account): AccountForm {
  return { name, country, limits, licenses, requireDirectory };
}
