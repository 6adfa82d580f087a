import { defaultLimits, type Account, type NewId, type Person, type References, type User } from '@muster/domain';
import { demoDirectory } from './directory.ts';
import { demoReferences, firstRoles } from './references.ts';
import { demoUsers } from './users.ts';

export type DemoContents = { account: Account; references: References; people: Person[]; users: User[] };

type DemoOrder = { id: string; adminUserId: string; newId: NewId; at: Date };

export const demoName = 'Demo Contact Center';
export const smallName = 'Small Contact Center';

/** How many people are in the directory of the first demo account, and how many of them are users already. */
export const demoSize = { people: 1_500, users: 250 };

/** 21 of the 25 elite seats are held; essentials and premium suffice for `examples/import-1000.csv`. */
const licenses = { essentials: 700, premium: 700, elite: 25 };

/** Everything of the account that is shown first. */
export function demoAccount({ id, adminUserId, newId, at }: DemoOrder): DemoContents {
  const country = 'US';
  const references = demoReferences(newId);
  const people = demoDirectory(0, demoSize.people, newId);
  const users = demoUsers(people.slice(0, demoSize.users), references, { adminUserId, country, newId, at });
  return { account: openAccount(id, demoName, country, licenses), references, people, users };
}

/** A second account, to see that neither sees the other. It has a queue of the same name, and people of its own. */
export function smallAccount({ id, adminUserId, newId, at }: DemoOrder): DemoContents {
  const country = 'DE';
  const references: References = {
    roles: firstRoles(newId),
    queues: [{ id: newId('queue'), name: 'Billing Voice', description: 'Billing by voice', channel: 'voice' }],
    skills: [{ id: newId('skill'), name: 'German', category: 'Languages', type: 'proficiency', maxLevel: 5 }],
    teams: [{ id: newId('team'), name: 'Hafen' }],
    regions: [{ id: newId('region'), name: 'Europe', isMain: true }],
    templates: [],
  };
  const people = demoDirectory(demoSize.people, 20, newId);
  const users = demoUsers(people.slice(0, 5), references, { adminUserId, country, newId, at });
  const unlimited = { essentials: null, premium: null, elite: null };
  return { account: openAccount(id, smallName, country, unlimited), references, people, users };
}

function openAccount(id: string, name: string, country: string, seats: Account['licenses']): Account {
  return { id, name, country, revision: 0, limits: defaultLimits, licenses: seats, requireDirectory: true };
}
