import { idPrefixes, type NewId } from '@muster/domain';
import { demoAccount, smallAccount } from './demoAccount.ts';

function counting(): NewId {
  let made = 0;
  return (kind) => `${idPrefixes[kind]}_${String((made += 1)).padStart(10, '0')}`;
}

const at = new Date('2026-01-05T09:00:00Z');
const demo = demoAccount({ id: 'acc_1', adminUserId: 'usr_admin', newId: counting(), at });
const small = smallAccount({ id: 'acc_2', adminUserId: 'usr_small', newId: counting(), at });

it('has a directory of 1,500 people, the first 250 of whom are users', () => {
  expect(demo.people).toHaveLength(1_500);
  expect(demo.users.map(({ email }) => email)).toEqual(demo.people.slice(0, 250).map(({ email }) => email));
});

it('has one admin, whose id was given', () => {
  const manages = demo.references.roles.filter(({ privileges }) => privileges.includes('users:manage'));
  expect(manages).toHaveLength(1);
  expect(demo.users.filter(({ roleId }) => roleId === manages[0]?.id).map(({ id }) => id)).toEqual(['usr_admin']);
});

it.each([
  ['demo', demo],
  ['small', small],
])('keeps the rules of domain.md in the %s account', (_name, { references, users, account }) => {
  expect(references.regions.filter(({ isMain }) => isMain)).toHaveLength(1);
  const levels = new Map(references.skills.map((skill) => [skill.id, skill]));
  for (const user of users) {
    const queues = [...user.agentQueueIds, ...user.supervisorQueueIds];
    for (const queue of [user.outboundVoiceQueueId, user.outboundMessageQueueId]) {
      if (queue !== null) expect(queues).toContain(queue);
    }
    expect(user.addOns.length === 0 || user.package !== null).toBe(true);
    expect(user.teamRole === null).toBe(user.teamId === null);
    expect(new Set(user.agentQueueIds).size).toBe(user.agentQueueIds.length);
    expect(new Set(user.skills.map(({ skillId }) => skillId)).size).toBe(user.skills.length);
    for (const { skillId, level } of user.skills) {
      const skill = levels.get(skillId);
      if (skill?.type === 'text') expect(level).toBeNull();
      else expect(level).toBeLessThanOrEqual(skill?.maxLevel ?? 0);
    }
  }
  for (const name of ['essentials', 'premium', 'elite'] as const) {
    const held = users.filter((user) => user.package === name).length;
    expect(held).toBeLessThan(account.licenses[name] ?? Infinity);
  }
});

it('shares no address between the two accounts', () => {
  const emails = new Set(demo.people.map(({ email }) => email));
  expect(small.people.filter(({ email }) => emails.has(email))).toEqual([]);
});
