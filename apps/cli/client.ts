import { takesKey, type Route } from '@muster/contract';
import { z } from 'zod';
import { askOnce } from './askOnce.ts';
import { exitCodes } from './exitCodes.ts';
import { parseJson } from './parseJson.ts';
import { refusal, unreachable } from './refusal.ts';
import type { Login } from './savedLogin.ts';
import { Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** What this client reads of a line in the contract's table of routes. */
type Called<Answer = unknown> = Pick<Route, 'method' | 'path' | 'status'> & { answer: Answer };

type Wish = {
  id?: string;
  /** What is undefined is not sent. */
  query?: Record<string, string | undefined>;
  json?: unknown;
  /**
   * A CSV file; its bytes where they are known, so that one that is too large is refused before it travels. `again`: can
   * it be read more than once?
   */
  upload?: { open: () => AsyncIterable<Uint8Array>; bytes: number | null; again: boolean };
  ifNoneMatch?: string | null;
};

export type Client = ReturnType<typeof openClient>;

/** Asks the server as the key's owner. Whatever is not a success is thrown, as a Stop. */
export function openClient({ url, key }: Login, terminal: Terminal) {
  const { interrupted } = terminal;

  /** The answer as it comes, its body unread: 2xx, or 304. */
  const send = async (route: Called, wish: Wish = {}, once: string | null = null): Promise<Response> => {
    const headers = new Headers({ authorization: `Bearer ${key}` });
    const init: RequestInit = { method: route.method, headers, redirect: 'error', signal: interrupted };
    if (wish.ifNoneMatch != null) headers.set('if-none-match', wish.ifNoneMatch);
    if (once !== null) headers.set('idempotency-key', once);
    if (wish.json !== undefined) {
      headers.set('content-type', 'application/json');
      init.body = JSON.stringify(wish.json);
    }
    if (wish.upload !== undefined) {
      headers.set('content-type', 'text/csv');
      if (wish.upload.bytes !== null) headers.set('content-length', String(wish.upload.bytes));
      init.body = wish.upload.open();
      init.duplex = 'half';
    }
    const response = await fetch(`${url}${target(route, wish)}`, init).catch((cause: unknown) => {
      throw unreachable(url, cause, interrupted);
    });
    if (response.ok || response.status === 304) return response;
    throw await refusal(response);
  };

  const read = async <Answer extends z.ZodType>(response: Response, answer: Answer): Promise<z.output<Answer>> => {
    const text = await response.text().catch((cause: unknown) => {
      throw unreachable(url, cause, interrupted);
    });
    const parsed = answer.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    throw new Stop(
      exitCodes.notUnderstood,
      `${url} answers what this muster does not understand: is it of its version?`,
    );
  };

  return {
    send,
    read,
    ask: async <Answer extends z.ZodType>(route: Called<Answer>, wish: Wish = {}): Promise<z.output<Answer>> => {
      const ask = async (once: string | null) => read(await send(route, wish, once), route.answer);
      return takesKey(route) && wish.upload?.again !== false ? askOnce(terminal, ask) : ask(null);
    },

    /** Every entry of a list, page by page as they are taken. */
    async *each<Item extends z.ZodType>(
      { method, path, status }: Called,
      item: Item,
      { id, query }: Pick<Wish, 'id' | 'query'> = {},
    ): AsyncGenerator<z.output<Item>> {
      const page = z.object({ data: z.array(item), nextCursor: z.string().nullable() });
      const next: { cursor?: string } = {};
      do {
        const wish = { ...(id !== undefined && { id }), query: { limit: '100', ...query, ...next } };
        const { data, nextCursor } = await read(await send({ method, path, status, answer: page }, wish), page);
        yield* data;
        if (nextCursor === null) return;
        next.cursor = nextCursor;
      } while (!interrupted.aborted);
    },
  };
}

function target({ path }: Called, { id = '', query = {} }: Wish): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, value);
  const address = path.replace('{id}', encodeURIComponent(id));
  return asked.size === 0 ? address : `${address}?${asked.toString()}`;
}
