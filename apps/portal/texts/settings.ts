import { count } from './language.ts';

export const settings = {
  title: 'Settings',
  account: 'Account',
  name: 'Name',
  country: 'Country',
  importRows: 'An import',
  updateRows: 'An update',
  fileBytes: 'A file',
  upTo: (limit: string) => `up to ${limit}`,
  rows: (limit: number) => count(limit, { one: 'row', other: 'rows' }),
};
