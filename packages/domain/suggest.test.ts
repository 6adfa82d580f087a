import { nearest, suggester } from './suggest.ts';

const queues = ['Billing Voice', 'Billing Chat', 'Support Voice', 'Été', 'VIP'];

test.each([
  ['Biling Voice', 'Billing Voice'],
  ['Billing Vocie', 'Billing Voice'],
  ['BILLING-VOICE', 'Billing Voice'],
  ['Billing Voice 2', 'Billing Voice'],
  ['Suport Voise', 'Support Voice'],
  ['E\u0301te\u0301s', 'Été'],
  ['VP', undefined],
  ['VIPs', 'VIP'],
  ['VPI', 'VIP'],
  ['Marketing', undefined],
  ['', undefined],
])('%j probably means %j', (wrong, meant) => {
  expect(nearest(wrong, queues)).toBe(meant);
});

test('the nearer name wins, then the first', () => {
  expect(nearest('Team 12', ['Team 345', 'Team 1', 'Team 2'])).toBe('Team 1');
});

test('a text far longer than any name is not compared', () => {
  expect(nearest('x'.repeat(1_000_000), ['x'])).toBeUndefined();
});

test('a suggester answers as nearest does, the second time too', () => {
  const suggest = suggester(queues);
  expect([suggest('Biling Voice'), suggest('biling voice'), suggest('nothing like it')]).toEqual([
    'Billing Voice',
    'Billing Voice',
    undefined,
  ]);
});

test('a suggester stops comparing when its comparisons are used up, and keeps what it found', () => {
  const suggest = suggester(queues, queues.length);
  expect(suggest('Biling Voice')).toBe('Billing Voice');
  expect(suggest('Biling Chat')).toBeUndefined();
  expect(suggest('Biling Voice')).toBe('Billing Voice');
});
