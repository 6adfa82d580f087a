import { referenceBook, type Template, type User } from '@muster/domain';
import { referenceSchemas } from './referenceSchemas.ts';
import { templateView } from './templateView.ts';
import { userSchema } from './userSchema.ts';
import { userView } from './userView.ts';

const book = referenceBook({
  roles: [{ id: 'rol_1', name: 'Agent', description: '', privileges: [] }],
  queues: [{ id: 'que_1', name: 'Billing Voice', description: '', channel: 'voice' }],
  skills: [{ id: 'skl_1', name: 'French', category: 'Language', type: 'proficiency', maxLevel: 5 }],
  teams: [{ id: 'tea_1', name: 'Blue' }],
  regions: [{ id: 'reg_1', name: 'Main', isMain: true }],
  templates: [],
});

const user: User & { emailKey: string } = {
  id: 'usr_1',
  email: 'Ada@example.com',
  emailKey: 'ada@example.com',
  displayName: 'Ada',
  roleId: 'rol_1',
  package: null,
  addOns: [],
  teamId: 'tea_1',
  teamRole: 'agent',
  regionId: 'reg_1',
  country: 'GB',
  access: 'active',
  status: 'Offline',
  subStatus: null,
  clientIntegration: 'Default',
  agentQueueIds: ['que_1'],
  supervisorQueueIds: [],
  outboundVoiceQueueId: 'que_1',
  outboundMessageQueueId: null,
  skills: [{ skillId: 'skl_1', level: 4 }],
  multiChannel: { enabled: false, maxAgentLoad: null, emailMaxAgentLoad: null },
  capacity: { messages: 1, emails: 1 },
  externalLaunchUrl: null,
  mobileClient: false,
  emergencyCalling: true,
  version: 3,
  createdAt: new Date('2026-01-01T00:00:00Z'),
  updatedAt: new Date('2026-01-02T00:00:00Z'),
  lastChange: { jobId: 'job_1', row: 14 },
};

test('ids of a user become id and name', () => {
  expect(userView(user, book)).toMatchObject({
    role: { id: 'rol_1', name: 'Agent' },
    team: { id: 'tea_1', name: 'Blue' },
    region: { id: 'reg_1', name: 'Main' },
    agentQueues: [{ id: 'que_1', name: 'Billing Voice' }],
    supervisorQueues: [],
    outboundVoiceQueue: { id: 'que_1', name: 'Billing Voice' },
    outboundMessageQueue: null,
    skills: [{ skill: { id: 'skl_1', name: 'French' }, level: 4 }],
    updatedAt: '2026-01-02T00:00:00.000Z',
  });
});

test('a user is answered as the schema describes it, and nothing else of it leaves', () => {
  expect(userSchema.strict().parse(userView(user, book))).toEqual(userView(user, book));
});

test('a reference that is gone keeps its id', () => {
  expect(userView({ ...user, roleId: 'rol_2' }, book).role).toEqual({ id: 'rol_2', name: 'rol_2' });
});

test('a template shows what it gives, what it takes away, and nothing else', () => {
  const template: Template = {
    id: 'tpl_1',
    name: 'Night shift',
    type: 'add',
    state: 'active',
    values: { teamId: null, agentQueueIds: ['que_1'], country: 'GB' },
  };
  const view: unknown = JSON.parse(JSON.stringify(templateView(template, book)));
  expect(view).toEqual({
    id: 'tpl_1',
    name: 'Night shift',
    type: 'add',
    state: 'active',
    values: { team: null, agentQueues: [{ id: 'que_1', name: 'Billing Voice' }], country: 'GB' },
  });
  expect(referenceSchemas.templates.parse(view)).toEqual(view);
});
