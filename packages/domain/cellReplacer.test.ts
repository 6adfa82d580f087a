import { cellReplacer, type CellReplacement } from './cellReplacer.ts';
import { readHeader } from './readHeader.ts';
import { readRow } from './readRow.ts';

const columns = ['user_email', 'Team', 'agent_queues', 'skills', 'name', '_note'];

type Cells = Record<string, string>;

/** What becomes of these cells, given as from → to in one column. */
function replaced(cells: Cells, column: string, texts: Cells): Cells {
  const { header } = readHeader(columns, 1, 'update-users');
  const row = readRow(header, { row: 2, cells: columns.map((name) => cells[name] ?? ''), cut: false });
  const replacements: CellReplacement[] = Object.entries(texts).map(([from, to]) => ({ column, from, to }));
  const after = cellReplacer(replacements)(row);
  return Object.fromEntries(columns.flatMap((name, at) => (after[at] ? [[name, after[at]]] : [])));
}

test('a whole cell is replaced where it is the same by key', () => {
  const texts = { 'suport east': 'Support East' };
  expect(replaced({ Team: 'Suport  East' }, 'team', texts)).toEqual({ Team: 'Suport  East' });
  expect(replaced({ Team: ' SUPORT East ' }, 'team', texts)).toEqual({ Team: 'Support East' });
});

test('only cells of that column are', () => {
  const cells = { user_email: 'x', Team: 'x', agent_queues: 'x|y', name: 'x', _note: 'x' };
  expect(replaced(cells, 'team', { x: 'y' })).toEqual({ ...cells, Team: 'y' });
});

test('an item of a list is replaced, the others stay', () => {
  const texts = { 'Biling Voice': 'Billing Voice', Chat: 'Billing Chat' };
  expect(replaced({ agent_queues: 'Mail | biling voice|CHAT' }, 'agent_queues', texts)).toEqual({
    agent_queues: 'Mail|Billing Voice|Billing Chat',
  });
  expect(replaced({ agent_queues: 'Mail | Video' }, 'agent_queues', texts)).toEqual({ agent_queues: 'Mail | Video' });
});

test.each([
  ['Frnch:4|Refunds', 'French:4|Refunds', { Frnch: 'French' }],
  ['Frnch : 4', 'French:4', { Frnch: 'French' }],
  ['Frnch', 'French', { Frnch: 'French' }],
  ['Frnch:4', 'French:2', { Frnch: 'French:2' }],
  ['French:7', 'French:5', { 'French:7': 'French:5' }],
  ['French:7|Refunds', 'Refunds', { French: '' }],
])('the level of an item stays: %s becomes %s by %j', (from, to, texts) => {
  expect(replaced({ skills: from }, 'skills', texts)).toEqual({ skills: to });
});

test('what the list has already is not listed twice', () => {
  const texts = { Biling: 'Billing', Bilng: 'Billing' };
  expect(replaced({ agent_queues: 'Biling|billing|Bilng' }, 'agent_queues', texts)).toEqual({
    agent_queues: 'billing',
  });
  expect(replaced({ agent_queues: 'Biling|Bilng' }, 'agent_queues', texts)).toEqual({ agent_queues: 'Billing' });
});

test('texts that are no lists are replaced as a whole only', () => {
  expect(replaced({ name: 'A|B' }, 'display_name', { A: 'C' })).toEqual({ name: 'A|B' });
  expect(replaced({ name: 'A|B' }, 'display_name', { 'a|b': 'C' })).toEqual({ name: 'C' });
});

test('replacements are not applied to one another', () => {
  expect(replaced({ agent_queues: 'a|b' }, 'agent_queues', { a: 'b', b: 'c' })).toEqual({ agent_queues: 'b|c' });
  expect(replaced({ Team: 'a' }, 'team', { a: 'b', b: 'c' })).toEqual({ Team: 'b' });
});

test('blank cells stay blank, and cells beyond the header stay beyond it', () => {
  const { header } = readHeader(['user_email', 'team'], 1, 'update-users');
  const row = readRow(header, { row: 2, cells: ['a@b.de', '', '', 'x'], cut: false });
  expect(cellReplacer([{ column: 'team', from: '', to: 'Support East' }])(row)).toEqual(['a@b.de', '', '', 'x']);
});

test('every cell is written so that no spreadsheet runs it', () => {
  expect(replaced({ name: "'=1+1", Team: 'x' }, 'team', { x: '@home' })).toEqual({ name: "'=1+1", Team: "'@home" });
});
