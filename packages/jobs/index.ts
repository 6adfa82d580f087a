export type {
  Act,
  UserChange,
  HistoryStore,
  AuditStore,
  AdminStore,
  AdminOutcome,
  AdminAct,
  AccountStore,
  ApplyChanges,
  ChangeStore,
  Clock,
  CsvReading,
  CsvRecord,
  CsvTrouble,
  DeliveryQuery,
  DeliveryStore,
  DueJob,
  EndpointStore,
  EventBody,
  EventStore,
  FileStore,
  HeldDelivery,
  IssueStore,
  JobQuery,
  JobStore,
  Keep,
  Keeping,
  KeptAnswer,
  KeyedRequest,
  Lease,
  LeaseNotes,
  KeyStore,
  LeaseStore,
  Log,
  PeopleStore,
  Ports,
  ProgressStore,
  ReadCsv,
  Reach,
  ReferenceStore,
  RequestStore,
  SendEvent,
  SessionStore,
  Spool,
  StoredFile,
  TaskQueue,
  UserQuery,
  UserSortField,
  UserStore,
  WriteCsv,
} from './ports.ts';
export { userSortFields } from './ports.ts';
export { failpoints, type Failpoint } from './failpoint.ts';
export { cancelJob } from './cancelJob.ts';
export { confirmJob } from './confirmJob.ts';
export { fixedUpload } from './fixedUpload.ts';
export { countAdmins } from './countAdmins.ts';
export { countSeats } from './countSeats.ts';
export { exportKey, reportKey, sourceKey } from './fileKeys.ts';
export { lanesOf } from './lanes.ts';
export { receiveJob, type JobRequest, type Reception } from './receiveJob.ts';
export { asUploadJob } from './readUpload.ts';
export { runJob } from './runJob.ts';
export type { JobSettings } from './settings.ts';
export { submitExport, submitUndo } from './submitJob.ts';
export { sweepJobs } from './sweepJobs.ts';
export { sweepRetention, sweepStrays } from './sweepRetention.ts';
export { newDelivery, notifyJobs } from './notifyJobs.ts';
export { openSender, type Sender } from './openSender.ts';
export { sweepTold } from './sweepTold.ts';
export { endpointAudit } from './deliverEvent.ts';
