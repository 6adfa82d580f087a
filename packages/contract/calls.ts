import type { z } from 'zod';
import type { routes, RouteName } from './routes.ts';

type Routes = typeof routes;

/**
 * Every call by its method and path (`'GET /v1/users/{id}'`): what a client written in TypeScript needs to ask and to
 * understand, as types only, so that it can be built without the schemas.
 */
type Calls = { [Name in RouteName as `${Routes[Name]['method']} ${Routes[Name]['path']}`]: Routes[Name] };
export type Call = keyof Calls;

export type QueryOf<C extends Call> = z.input<Calls[C]['query']>;
export type BodyOf<C extends Call> = Calls[C]['body'] extends z.ZodObject ? z.input<Calls[C]['body']> : undefined;
export type AnswerOf<C extends Call> = Calls[C]['answer'] extends z.ZodType ? z.output<Calls[C]['answer']> : undefined;
