import type { NewId, Person } from '@muster/domain';
import { familyNames, givenNames } from './names.ts';

/** Person number `index` of the demo directory, always the same: name and address, both used once. */
export function demoPerson(index: number): Omit<Person, 'id'> {
  const given = givenNames[index % givenNames.length] ?? '';
  const family = familyNames[index % familyNames.length] ?? '';
  return { displayName: `${given} ${family}`, email: `${plain(given)}.${plain(family)}@example.com` };
}

/** `count` people from number `first` on. */
export function demoDirectory(first: number, count: number, newId: NewId): Person[] {
  return Array.from({ length: count }, (_, index) => ({ id: newId('person'), ...demoPerson(first + index) }));
}

/** As an address is spelt: `Łucja` → `lucja`, `van den Berg` → `vandenberg`. */
function plain(name: string): string {
  const letters = name.normalize('NFD').replace(/\p{Mark}/gu, '');
  const spelt = letters.replace(/[øłı]/gi, (letter) => ({ ø: 'o', ł: 'l', ı: 'i' })[letter.toLowerCase()] ?? letter);
  return spelt.toLowerCase().replace(/[^a-z-]/g, '');
}
