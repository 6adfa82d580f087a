import { isDoc } from './value.ts';
import type { Value } from './value.ts';

/** A value as MongoDB's messages show it. */
export function showValue(value: Value): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return value.toString();
  if (Array.isArray(value)) return `[ ${value.map(showValue).join(', ')} ]`;
  if (isDoc(value)) return `{ ${[...value].map(([name, item]) => `${name}: ${showValue(item)}`).join(', ')} }`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  switch (value._bsontype) {
    case 'ObjectId':
      return `ObjectId('${value.toHexString()}')`;
    case 'Binary':
      return `BinData(${value.sub_type}, ${value.toString('hex')})`;
    case 'Int32':
      return String(value.value);
  }
}
