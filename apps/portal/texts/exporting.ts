import { count } from './language.ts';

const users = (total: number) => count(total, { one: 'user', other: 'users' });

export const exporting = {
  open: (total: number | null) => (total === null ? 'Export' : `Export ${users(total)}`),
  title: 'Export users',
  everybody: (total: number | null) =>
    total === null ? 'All users are written to one CSV file.' : `All ${users(total)} are written to one CSV file.`,
  filtered: (total: number | null) =>
    total === null
      ? 'The users that match the search and the filters are written to one CSV file.'
      : `The ${users(total)} that match the search and the filters are written to one CSV file.`,
  hint: 'Edit it in a spreadsheet and upload it under Import, Update Users: cells you change are changed, rows you delete stay as they are.',
  delimiter: 'Cells are separated by',
  delimiters: { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab' },
  delimiterHint: 'Where a comma is the decimal sign, Excel opens files with semicolons.',
  close: 'Close',
};
