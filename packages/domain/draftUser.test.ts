import { aReferenceBook, aUser } from '@muster/testkit/builders';
import { cellContext } from './cellType.ts';
import { draftIssues, userDrafter } from './draftUser.ts';
import { readHeader } from './readHeader.ts';
import { readRow } from './readRow.ts';

const draftUser = userDrafter(cellContext(aReferenceBook()), 'update');

const stored = aUser({
  package: 'elite',
  addOns: ['ai_expert_assist'],
  status: 'Not Ready',
  subStatus: 'Meal',
  multiChannel: { enabled: true, maxAgentLoad: 60, emailMaxAgentLoad: 40 },
  agentQueueIds: ['que_billing'],
  outboundVoiceQueueId: 'que_billing',
});

function change(cells: Record<string, string>) {
  const { header } = readHeader(['user_id', ...Object.keys(cells)], 1, 'update-users');
  const row = readRow(header, { row: 2, cells: [stored.id, ...Object.values(cells)], cut: false });
  const draft = draftUser(row, stored);
  return { fields: draft.fields, issues: draftIssues(row, draft).map(({ column, code }) => `${column} ${code}`) };
}

test('what no cell and no template says stays as it was, and the stored user too', () => {
  const before = structuredClone(stored);
  expect(change({ name: 'Anna Maria', mobile_client: '' })).toEqual({
    fields: { ...stored, displayName: 'Anna Maria' },
    issues: [],
  });
  expect(stored).toEqual(before);
});

test('dependants go with their base', () => {
  expect(change({ multi_channel_enabled: 'no', status: 'Ready' })).toMatchObject({
    fields: {
      package: 'elite',
      addOns: ['ai_expert_assist'],
      subStatus: null,
      multiChannel: { enabled: false, maxAgentLoad: null, emailMaxAgentLoad: null },
    },
    issues: [],
  });
});

test('a dependant that the row itself asks for is an issue without its base', () => {
  expect(change({ status: 'Ready', sub_status: 'Break' }).issues).toEqual(['sub_status needs_not_ready']);
});

test('a default outbound queue that leaves the lists is an issue, though the row does not name it', () => {
  expect(change({ agent_queues: 'Support Voice' }).issues).toEqual(['default_outbound_voice_queue queue_not_assigned']);
});

test('a template fills in what the row leaves blank', () => {
  expect(change({ template: 'night shift', user_access: '' }).fields.access).toBe('inactive');
  expect(change({ template: 'night shift', user_access: 'active' }).fields.access).toBe('active');
});
