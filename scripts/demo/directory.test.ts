import { demoPerson } from './directory.ts';
import { familyNames, givenNames } from './names.ts';

const people = Array.from({ length: 4_000 }, (_, index) => demoPerson(index));

it('never repeats a name or an address', () => {
  expect(new Set(people.map(({ displayName }) => displayName)).size).toBe(people.length);
  expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
});

it('spells every address in plain letters', () => {
  expect(people.filter(({ email }) => !/^[a-z]+(-[a-z]+)?\.[a-z]+@example\.com$/.test(email))).toEqual([]);
});

it('lists every name once, in NFC', () => {
  for (const names of [givenNames, familyNames]) {
    expect(new Set(names).size).toBe(names.length);
    expect(names.map((name) => name.normalize('NFC'))).toEqual(names);
  }
});
