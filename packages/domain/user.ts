export const packages = ['essentials', 'premium', 'elite'] as const;
export type Package = (typeof packages)[number];

export const addOns = ['ai_expert_assist'] as const;
export type AddOn = (typeof addOns)[number];

export const teamRoles = ['agent', 'supervisor'] as const;
export type TeamRole = (typeof teamRoles)[number];

export const accesses = ['active', 'inactive'] as const;
export type Access = (typeof accesses)[number];

export const statuses = ['Offline', 'Ready', 'Not Ready', 'Occupied'] as const;
export type Status = (typeof statuses)[number];

export const subStatuses = ['Break', 'Meal', 'Training', 'Meeting', 'End Shift'] as const;
export type SubStatus = (typeof subStatuses)[number];

export const clientIntegrations = ['Default', 'Salesforce', 'Zendesk', 'ServiceNow', 'Microsoft_Dynamics_365'] as const;
export type ClientIntegration = (typeof clientIntegrations)[number];

/** A skill of a user: `level` 1-5 for proficiency skills, null for text skills. */
export type UserSkill = { skillId: string; level: number | null };

/** Everything about a user that a CSV column can set; references by id, absent = null, lists = []. */
export type UserFields = {
  email: string;
  displayName: string;
  roleId: string;
  package: Package | null;
  addOns: AddOn[];
  teamId: string | null;
  teamRole: TeamRole | null;
  regionId: string;
  country: string;
  access: Access;
  status: Status;
  subStatus: SubStatus | null;
  clientIntegration: ClientIntegration;
  agentQueueIds: string[];
  supervisorQueueIds: string[];
  outboundVoiceQueueId: string | null;
  outboundMessageQueueId: string | null;
  skills: UserSkill[];
  multiChannel: { enabled: boolean; maxAgentLoad: number | null; emailMaxAgentLoad: number | null };
  capacity: { messages: number; emails: number };
  externalLaunchUrl: string | null;
  mobileClient: boolean;
  emergencyCalling: boolean;
};

/** A person who works in the contact center. `version` counts writes; `lastChange` names the job and row that wrote last. */
export type User = UserFields & {
  id: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  lastChange: { jobId: string; row: number } | null;
};
