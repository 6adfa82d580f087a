export { assertNever } from './assertNever.ts';
export { Fault, asFault, type FaultCode } from './fault.ts';
export { key } from './key.ts';
export { idPrefixes, isId, type IdKind, type NewId } from './ids.ts';
export {
  accesses,
  addOns,
  clientIntegrations,
  packages,
  statuses,
  subStatuses,
  teamRoles,
  type Access,
  type AddOn,
  type ClientIntegration,
  type Package,
  type Status,
  type SubStatus,
  type TeamRole,
  type User,
  type UserFields,
  type UserSkill,
} from './user.ts';
export {
  callerRoles,
  defaultLimits,
  type Account,
  type AccountLimits,
  type Caller,
  type CallerRole,
  type Person,
} from './account.ts';
export { isInForce, type AccountKey } from './accountKey.ts';
export {
  queueChannels,
  referenceBook,
  referenceKinds,
  skillTypes,
  templateStates,
  templateTypes,
  type Queue,
  type QueueChannel,
  type ReferenceBook,
  type ReferenceKind,
  type References,
  type Region,
  type Role,
  type Shelf,
  type Skill,
  type SkillType,
  type Team,
  type Template,
  type TemplateState,
  type TemplateType,
} from './reference.ts';
export { defaultFields } from './defaultFields.ts';
export { cellReplacer, type CellReplacement } from './cellReplacer.ts';
export { changeActions, type CellChange, type Change, type ChangeAction } from './change.ts';
export {
  jobKinds,
  jobModes,
  listModes,
  progressPhases,
  onConflicts,
  type Confirmation,
  type Delimiter,
  type ExportOrder,
  type Job,
  type JobCounts,
  type JobFile,
  type JobKind,
  type JobMode,
  type JobProblem,
  type JobProgress,
  type JobRecord,
  type JobSituation,
  type JobState,
  type ListMode,
  type OnConflict,
  type ProgressPhase,
} from './job.ts';
export type { UserFilter } from './userFilter.ts';
export { advanceJob, amendJob, isTerminal, legalMoves, mayMove, terminalStates, type Move } from './advanceJob.ts';
export { issueScopes, type Issue, type IssueCode, type IssueGroup, type IssueScope } from './issue.ts';
export { isCountry, isEmailAddress } from './plainCells.ts';
export { nameRefusal, storedText, textRefusal } from './storedText.ts';
export { understandCell } from './understandCell.ts';
export { misfitsQueue, misfitsSkill, referencesIn } from './referenceUse.ts';
export { templateFlaws } from './templateFlaws.ts';
export type { Actor, AuditEntry } from './auditEntry.ts';
export type { Session, SignInLink } from './session.ts';
export { columnDocs, type ColumnDoc } from './columnDocs.ts';
export { readHeader, type Header, type UploadKind } from './readHeader.ts';
export { isCutOff, readRow, type Row } from './readRow.ts';
export { planImport } from './planImport.ts';
export { planUpdate } from './planUpdate.ts';
export { planUndo, type UndoContext, type UndoFound, type UndoPlanner } from './planUndo.ts';
export { blastRadius } from './blastRadius.ts';
export { changeText } from './changeText.ts';
export type { Found, PlanContext, RowKeys, RowPlan, UploadPlanner } from './uploadPlanner.ts';
export { issueOf, type Place } from './flaw.ts';
export { issueLedger, type IssueLedger } from './issueLedger.ts';
export { placedReportRow, reportHeader, reportRow, unplacedReportRow } from './reportRow.ts';
export { changeHeader, changeRows } from './changeRows.ts';
export { exportColumns, exportHeader, exportRow } from './exportRow.ts';
export { sampleImport } from './sampleImport.ts';
export { sampleUpdate } from './sampleUpdate.ts';
export {
  deliveryStates,
  disabledReasons,
  eventTypes,
  isFailingTooLong,
  jobEventType,
  type Delivery,
  type DeliveryAttempt,
  type DeliveryFailure,
  type DeliveryState,
  type DisabledReason,
  type Endpoint,
  type EventType,
  type SealedSecret,
  type WebhookEvent,
} from './webhook.ts';
export { nextDelay, defaultSchedule } from './retrySchedule.ts';
