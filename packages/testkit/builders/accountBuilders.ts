import {
  defaultFields,
  defaultLimits,
  referenceBook,
  type Account,
  type Person,
  type PlanContext,
  type ReferenceBook,
  type References,
  type User,
} from '@muster/domain';

/** An account without surprises: no licence is limited, everybody imported has to be in its directory. */
export function anAccount(what: Partial<Account> = {}): Account {
  return {
    id: 'acc_test',
    name: 'Test Ltd',
    country: 'DE',
    revision: 1,
    limits: defaultLimits,
    licenses: { essentials: null, premium: null, elite: null },
    requireDirectory: true,
    ...what,
  };
}

/** A small contact center: three roles, a queue for each channel and one more, two skills, a team, two regions, templates. */
export function aReferenceBook(what: Partial<References> = {}): ReferenceBook {
  return referenceBook({
    roles: [
      { id: 'rol_admin', name: 'Admin', description: '', privileges: ['users:manage'] },
      { id: 'rol_supervisor', name: 'Supervisor', description: '', privileges: [] },
      { id: 'rol_agent', name: 'Agent', description: '', privileges: [] },
    ],
    queues: [
      { id: 'que_billing', name: 'Billing Voice', description: '', channel: 'voice' },
      { id: 'que_chat', name: 'Billing Chat', description: '', channel: 'messaging' },
      { id: 'que_support', name: 'Support Voice', description: '', channel: 'voice' },
      { id: 'que_mail', name: 'Support Mail', description: '', channel: 'email' },
      { id: 'que_video', name: 'Support Video', description: '', channel: 'video' },
    ],
    skills: [
      { id: 'skl_french', name: 'French', category: 'Languages', type: 'proficiency', maxLevel: 5 },
      { id: 'skl_sales', name: 'Sales', category: 'Topics', type: 'proficiency', maxLevel: 3 },
      { id: 'skl_refunds', name: 'Refunds', category: 'Topics', type: 'text', maxLevel: 1 },
    ],
    teams: [{ id: 'tea_east', name: 'Support East' }],
    regions: [
      { id: 'reg_europe', name: 'Europe', isMain: true },
      { id: 'reg_america', name: 'America', isMain: false },
    ],
    templates: [
      {
        id: 'tpl_new',
        name: 'New agents',
        type: 'add',
        state: 'active',
        values: { roleId: 'rol_agent', teamId: 'tea_east' },
      },
      { id: 'tpl_draft', name: 'Spring hires', type: 'add', state: 'draft', values: { roleId: 'rol_agent' } },
      { id: 'tpl_update', name: 'Night shift', type: 'update', state: 'active', values: { access: 'inactive' } },
    ],
    ...what,
  });
}

/** What rows are judged by: no seat is taken, and one administrator there. New ids count from 1. */
export function aPlanContext(what: Partial<PlanContext> = {}): PlanContext {
  let ids = 0;
  return {
    account: anAccount(),
    references: aReferenceBook(),
    seatsHeld: { essentials: 0, premium: 0, elite: 0 },
    activeAdmins: 1,
    callerUserId: null,
    listMode: 'replace',
    newId: (kind) => `${kind}_${(ids += 1)}`,
    ...what,
  };
}

export function aPerson(what: Partial<Person> = {}): Person {
  return { id: 'per_test', email: 'anna@example.com', displayName: 'Anna Berg', ...what };
}

export function aUser(what: Partial<User> = {}): User {
  return {
    ...defaultFields,
    id: 'usr_test',
    version: 1,
    email: 'anna@example.com',
    displayName: 'Anna Berg',
    roleId: 'rol_agent',
    regionId: 'reg_europe',
    country: 'DE',
    createdAt: new Date('2030-01-01T00:00:00Z'),
    updatedAt: new Date('2030-01-01T00:00:00Z'),
    lastChange: null,
    ...what,
  };
}
