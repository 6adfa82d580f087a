export { aPerson, aPlanContext, aReferenceBook, aUser, anAccount } from './accountBuilders.ts';
export { planRows, type PlannedRows } from './planRows.ts';
export { aChange, aJob } from './jobBuilders.ts';
