import type { Caller } from '@muster/domain';
import type { Request, Response } from 'express';

/** A request that passed every check its route could make: who asks for what, and where the answer goes. */
export type Ask<Query, Body = null> = PublicAsk<Query> & { caller: Caller; body: Body };

/** The same where nobody needs to say who they are. `id` is empty on routes without one. */
export type PublicAsk<Query> = { query: Query; id: string; request: Request; response: Response };
