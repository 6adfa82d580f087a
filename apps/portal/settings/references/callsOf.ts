import type { AnswerOf, BodyOf } from '@muster/contract';
import { ask } from '../../api/ask.ts';
import { useList } from '../../api/useList.ts';

/** What cells refer to by name, and who may be imported. */
export type ReferenceKind = 'roles' | 'queues' | 'skills' | 'teams' | 'regions' | 'templates' | 'people';
export type EntryOf<K extends ReferenceKind> = Extract<AnswerOf<`GET /v1/${K}/{id}`>, { id: string }>;

/** The calls that are alike for every kind, with the types of the one that is named. */
export function callsOf<K extends ReferenceKind>(kind: K) {
  return {
    useAll: () => useList(`GET /v1/${kind}`),
    find: (id: string) => ask(`GET /v1/${kind}/{id}`, { id }),
    create: (body: BodyOf<`POST /v1/${K}`>, key: string) =>
      ask(`POST /v1/${kind}`, { body, headers: { 'idempotency-key': key } }),
    update: (id: string, body: BodyOf<`PATCH /v1/${K}/{id}`>) => ask(`PATCH /v1/${kind}/{id}`, { id, body }),
    remove: (id: string) => ask(`DELETE /v1/${kind}/{id}`, { id }),
  };
}
