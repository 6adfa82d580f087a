export { accountInput } from './accountInput.ts';
export type { AuditEntryView } from './adminRoutes.ts';
export { formatApiKey, parseApiKey, type ApiKey } from './apiKey.ts';
export type { AnswerOf, BodyOf, Call, QueryOf } from './calls.ts';
export { formatCursor, parseCursor, type Scope } from './cursor.ts';
export { matchesEtag } from './etag.ts';
export { isPastUndo, jobLinks, linksByState, offers, type JobLinks } from './jobLinks.ts';
export type { ChangeView, JobView } from './jobSchema.ts';
export { changeView, jobEtag, jobTick, jobView } from './jobView.ts';
export type { KeyView } from './keyRoutes.ts';
export { mergePatch } from './mergePatch.ts';
export { openApi } from './openApi.ts';
export {
  isProblem,
  Problem,
  problemView,
  type InputError,
  type InputErrorCode,
  type ProblemMembers,
  type ProblemView,
} from './problem.ts';
export { isProblemCode, problemKinds, type ProblemCode, type ProblemKind } from './problemKinds.ts';
export { personInput, referenceInputs, type ReferenceInputs } from './referenceInputs.ts';
export { retryAfter } from './retryAfter.ts';
export { takesKey, type CallerRoute, type JsonRoute, type PublicRoute, type Route } from './route.ts';
export { routes, type RouteName } from './routes.ts';
export { templateView } from './templateView.ts';
export type { TemplateView } from './referenceSchemas.ts';
export type { UserChangeView, UserView } from './userSchema.ts';
export { userView } from './userView.ts';
export { endpointInput, type EndpointInput } from './webhookSchemas.ts';
export { deliveryDetailView, deliveryView, endpointView, eventView } from './webhookViews.ts';
