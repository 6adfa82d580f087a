import { serialize } from 'bson';
import type { Document } from 'bson';
import { decodeDoc } from '../bson/decode.ts';
import { readRequest } from '../server/request.ts';
import { shapesOf } from '../server/shapesOf.ts';
import { CURSOR } from './case.ts';
import { CASES } from './cases.ts';

/** Every shape that a case is about, with the number of cases. Refusals are none: they show what is not there. */
export function caseShapes(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { isRefusal, steps, indexes } of Object.values(CASES).flat()) {
    if (isRefusal) continue;
    const given = indexes?.length ? [shapesIn({ createIndexes: 'c', indexes }, false)] : [];
    const asked = steps
      .filter(({ error }) => !error)
      .map(({ command, within }) => shapesIn(command, within !== undefined));
    for (const shape of new Set([...given, ...asked].flat())) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  return counts;
}

function shapesIn(command: Document, isInTransaction: boolean): string[] {
  const filled = Object.fromEntries(
    Object.entries(command).map(([name, value]) => [name, value === CURSOR ? 1 : value]),
  );
  const body = decodeDoc(Buffer.from(serialize({ ...filled, $db: 'test' })));
  const request = readRequest({ requestId: 0, legacy: false, wantsReply: true, body, sequences: new Map() }, 0);
  const shapes = shapesOf(request);
  const [name = ''] = Object.keys(command);
  const byTransaction = ['in transaction', name.endsWith('Transaction') ? 'option writeConcern' : 'option readConcern'];
  return isInTransaction ? [...shapes, ...byTransaction.map((what) => `${name} ${what}`)] : shapes;
}
