/** A user as Muster stores them: about 1 KB, and an entry in each of the six indexes. */
export function user(n: number) {
  const email = `user.number${n}@example.com`;
  return {
    _id: `usr_01jd8x6s3fq2k7y8${n}`,
    accountId: 'acc_01jd8x6s3fq2k7y8h5n4m3b2a1',
    email,
    emailKey: email,
    displayName: `User Number ${n}`,
    displayNameKey: `user number ${n}`,
    roleId: 'rol_01jd8x6s3fq2k7y8h5n4m3b2a1',
    package: n % 3 === 0 ? 'elite' : 'premium',
    addOns: [],
    teamId: null,
    teamRole: null,
    regionId: 'reg_01jd8x6s3fq2k7y8h5n4m3b2a1',
    country: 'US',
    access: 'active',
    status: 'Offline',
    subStatus: null,
    clientIntegration: 'Default',
    agentQueueIds: ['que_01jd8x6s3fq2k7y8h5n4m3b2a1', 'que_01jd8x6s3fq2k7y8h5n4m3b2a2'],
    supervisorQueueIds: [],
    outboundVoiceQueueId: null,
    outboundMessageQueueId: null,
    skills: [{ skillId: 'ski_01jd8x6s3fq2k7y8h5n4m3b2a1', level: 3 }],
    multiChannel: { enabled: false, maxAgentLoad: null, emailMaxAgentLoad: null },
    capacity: { messages: 1, emails: 1 },
    externalLaunchUrl: null,
    mobileClient: false,
    emergencyCalling: true,
    version: 1,
    createdAt: new Date(n),
    updatedAt: new Date(n),
    lastChange: { jobId: 'job_01jd8x6s3fq2k7y8h5n4m3b2a1', row: n },
  };
}

export type User = ReturnType<typeof user>;

/** What Muster looks users up by. */
export const USER_INDEXES = [
  { key: { accountId: 1, emailKey: 1 }, unique: true },
  { key: { accountId: 1, displayNameKey: 1, _id: 1 } },
  { key: { accountId: 1, updatedAt: 1, _id: 1 } },
  { key: { accountId: 1, package: 1 } },
  { key: { accountId: 1, roleId: 1 } },
  { key: { accountId: 1, _id: 1 } },
] as const;
