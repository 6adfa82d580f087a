import { Int32 } from 'bson';
import type { Command } from './command.ts';

export const ping: Command = { options: [], inTransaction: false, run: () => Promise.resolve({}) };

/** Tools ask for the version; this is the MongoDB whose behaviour the embedded server takes as its measure. */
export const buildInfo: Command = {
  options: [],
  inTransaction: false,
  run: () =>
    Promise.resolve({ version: '7.0.0', versionArray: [7, 0, 0, 0].map((part) => new Int32(part)), modules: [] }),
};
