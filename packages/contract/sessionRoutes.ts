import { z } from 'zod';
import { callerRoles } from '@muster/domain';
import { accountSchema } from './referenceSchemas.ts';
import type { Route } from './route.ts';

const nothing = z.strictObject({});
const secret = z.string().min(1).max(200);

const sessionSchema = z
  .object({ account: accountSchema, key: z.object({ id: z.string(), name: z.string(), role: z.enum(callerRoles) }) })
  .meta({ id: 'Session', description: 'Who is asking: the key, and the account it opens.' });

/** What the portal signs in with. A program sends its key with every call instead. */
export const sessionRoutes = {
  signIn: {
    method: 'POST',
    path: '/v1/session',
    role: 'public',
    summary: 'Signs a browser in, by a key or by the token of a sign-in link: sets the cookie that stands for it',
    query: nothing,
    body: z
      .strictObject({ key: secret.optional(), token: secret.optional() })
      .refine(({ key, token }) => (key === undefined) !== (token === undefined), {
        path: ['key'],
        error: 'send either a key or a token',
      }),
    status: 204,
    answer: 'nothing',
  },
  getSession: {
    method: 'GET',
    path: '/v1/session',
    role: 'viewer',
    summary: 'Who is asking, by session or by key',
    query: nothing,
    body: 'none',
    status: 200,
    answer: sessionSchema,
  },
  signOut: {
    method: 'DELETE',
    path: '/v1/session',
    role: 'viewer',
    summary: 'Ends the session and takes the cookie back',
    query: nothing,
    body: 'none',
    status: 204,
    answer: 'nothing',
  },
} as const satisfies Record<string, Route>;
