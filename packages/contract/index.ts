export { formatApiKey, parseApiKey, type ApiKey } from './apiKey.ts';
export { formatCursor, parseCursor, type Scope } from './cursor.ts';
export { matchesEtag } from './etag.ts';
export { jobLinks, linksByState, offers, type JobLinks } from './jobLinks.ts';
export type { ChangeView, JobView } from './jobSchema.ts';
export { changeView, jobEtag, jobView } from './jobView.ts';
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
export { retryAfter } from './retryAfter.ts';
export type { CallerRoute, JsonRoute, PublicRoute, Route } from './route.ts';
export { routes, type RouteName } from './routes.ts';
export { templateView } from './templateView.ts';
export type { TemplateView } from './referenceSchemas.ts';
export type { UserView } from './userSchema.ts';
export { userView } from './userView.ts';
