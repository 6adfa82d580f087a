import { number } from './language.ts';

export const settings = {
  title: 'Settings',
  account: 'Account',
  name: 'Name',
  country: 'Country',
  importRows: 'Rows of an import',
  updateRows: 'Rows of an update',
  fileBytes: 'Size of a file',
  upTo: (limit: string) => `up to ${limit}`,
  rows: (limit: number) => number(limit),
};
