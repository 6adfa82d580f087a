import { aReferenceBook } from '@muster/testkit/builders';
import type { TemplateType } from './reference.ts';
import { templateFlaws } from './templateFlaws.ts';
import type { UserFields } from './user.ts';

const book = aReferenceBook();
const flaws = (values: Partial<UserFields>, type: TemplateType = 'add') => templateFlaws({ type, values }, book);

test('a template may leave to the row whatever a row can add', () => {
  expect(flaws({ addOns: ['ai_expert_assist'], teamRole: 'agent', outboundVoiceQueueId: 'que_billing' })).toEqual([]);
});

test.each<[Partial<UserFields>, string, string]>([
  [{ roleId: 'rol_nobody' }, 'roleId', 'None of the roles is "rol_nobody".'],
  [{ agentQueueIds: ['Billing Voice'] }, 'agentQueueIds', 'None of the queues is "Billing Voice".'],
  [{ outboundVoiceQueueId: 'que_chat' }, 'outboundVoiceQueueId', 'Billing Chat'],
  [{ skills: [{ skillId: 'skl_french', level: null }] }, 'skills', 'French'],
  [{ skills: [{ skillId: 'skl_refunds', level: 2 }] }, 'skills', 'Refunds'],
  [{ skills: [{ skillId: 'skl_sales', level: 5 }] }, 'skills', 'Sales'],
  [{ agentQueueIds: ['que_chat', 'que_chat'] }, 'agentQueueIds', 'Billing Chat'],
  [{ country: 'XX' }, 'country', 'XX'],
  [{ externalLaunchUrl: 'http://example.com' }, 'externalLaunchUrl', 'https'],
  [{ displayName: '[CLEAR]' }, 'displayName', '[CLEAR]'],
  [{ capacity: { messages: 21, emails: 1 } }, 'capacity.messages', '21'],
  [{ multiChannel: { enabled: false, maxAgentLoad: 60, emailMaxAgentLoad: null } }, 'multiChannel.maxAgentLoad', '60'],
  [{ status: 'Ready' }, 'status', 'Only templates of type update can give this.'],
])('a template cannot give %j', (values, path, says) => {
  const found = flaws(values);
  expect(found.map((flaw) => flaw.path)).toEqual([path]);
  expect(found[0]?.sentence).toContain(says);
});

test('a status is for templates of updates, and contradicts another sub-status', () => {
  expect(flaws({ status: 'Not Ready', subStatus: 'Meal' }, 'update')).toEqual([]);
  expect(flaws({ status: 'Ready', subStatus: 'Meal' }, 'update')).toMatchObject([{ path: 'subStatus' }]);
});
