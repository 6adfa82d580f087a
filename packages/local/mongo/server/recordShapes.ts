import { appendFileSync } from 'node:fs';
import type { Request } from './request.ts';
import { shapesOf } from './shapesOf.ts';

/** Appends to a file every shape that was not met before in this process; several processes may share the file. */
export function recordShapes(file: string): (request: Request) => void {
  const known = new Set<string>();
  return (request) => {
    const fresh = shapesOf(request).filter((shape) => !known.has(shape));
    for (const shape of fresh) known.add(shape);
    if (fresh.length > 0) appendFileSync(file, `${fresh.join('\n')}\n`);
  };
}
