import type { UserFields } from './user.ts';

/**
 * What a user has when nobody says otherwise, and what `[CLEAR]` goes back to. The four that depend on the person or
 * the account are blank here; `startingFields` fills them in.
 */
export const defaultFields: Readonly<UserFields> = {
  email: '',
  displayName: '',
  roleId: '',
  package: null,
  addOns: [],
  teamId: null,
  teamRole: null,
  regionId: '',
  country: '',
  access: 'active',
  status: 'Offline',
  subStatus: null,
  clientIntegration: 'Default',
  agentQueueIds: [],
  supervisorQueueIds: [],
  outboundVoiceQueueId: null,
  outboundMessageQueueId: null,
  skills: [],
  multiChannel: { enabled: false, maxAgentLoad: null, emailMaxAgentLoad: null },
  capacity: { messages: 1, emails: 1 },
  externalLaunchUrl: null,
  mobileClient: false,
  emergencyCalling: true,
};
