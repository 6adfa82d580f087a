import type { Command } from './command.ts';

export const ping: Command = { options: [], inTransaction: false, run: () => Promise.resolve({}) };
