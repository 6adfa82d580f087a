const nouns: Record<string, string> = {
  account: 'Account',
  role: 'Role',
  queue: 'Queue',
  skill: 'Skill',
  team: 'Team',
  region: 'Region',
  template: 'Template',
  person: 'Person',
  people: 'People',
  key: 'API key',
  session: 'Session',
  endpoint: 'Webhook endpoint',
  job: 'Job',
};

const verbs: Record<string, string> = {
  created: 'added',
  updated: 'changed',
  deleted: 'deleted',
  loaded: 'loaded from a file',
  rotated: 'rotated',
  revoked: 'revoked',
  enabled: 'enabled',
  disabled: 'disabled',
  tested: 'tested',
  secret_rotated: 'given another secret',
  submitted: 'submitted',
  confirmed: 'confirmed',
  cancelled: 'cancelled',
  succeeded: 'succeeded',
  rejected: 'rejected',
  failed: 'failed',
  validated: 'checked',
  expired: 'expired',
  awaiting_confirmation: 'held for a confirmation',
};

const exceptions: Record<string, string> = {
  'session.created': 'Signed in',
  'session.deleted': 'Signed out',
  'delivery.retried': 'Webhook delivery sent again',
  'endpoint.recovered': 'Webhook deliveries sent again',
};

const kept = ['created', 'updated', 'deleted'];
const known = {
  account: ['updated'],
  ...{ role: kept, queue: kept, skill: kept, team: kept, region: kept, template: kept, person: kept },
  people: ['loaded'],
  key: ['created', 'rotated', 'revoked'],
  session: ['created', 'deleted'],
  endpoint: [...kept, 'enabled', 'disabled', 'secret_rotated', 'tested', 'recovered'],
  delivery: ['retried'],
  job: [
    ...['submitted', 'confirmed', 'cancelled', 'succeeded', 'rejected', 'failed', 'validated', 'expired'],
    'awaiting_confirmation',
  ],
};

/** `queue.updated` = "Queue changed"; what is not known is said as the API says it. */
function actionText(action: string): string {
  const [noun = '', verb = ''] = action.split('.');
  const [subject, participle] = [nouns[noun], verbs[verb]];
  return exceptions[action] ?? (subject && participle ? `${subject} ${participle}` : action);
}

export const audit = {
  caption: 'Who changed what, the newest first',
  none: 'Nothing was changed yet',
  noneDetail: 'Every change of the account is noted here, with who made it.',
  when: 'When',
  who: 'Who',
  what: 'What',
  detail: 'In detail',
  request: 'Request',
  toJob: 'See the job',
  toUser: 'See the user',
  action: actionText,
  /** What can be asked for, each by its words. */
  actions: Object.entries(known).flatMap(([noun, said]) =>
    said.map((verb) => ({ value: `${noun}.${verb}`, label: actionText(`${noun}.${verb}`) })),
  ),
  anybody: 'Anybody',
  anything: 'Anything',
  noneFound: 'Nothing was noted',
  noneFoundDetail: 'Nothing of that kind was done by that key.',
  clearFilters: 'Clear all',
  change: (name: string, from: string, to: string) => `${name}: ${from} → ${to}`,
  value: (name: string, value: string) => `${name}: ${value}`,
  nothing: 'nothing',
};
