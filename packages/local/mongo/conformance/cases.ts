import type { Case } from './case.ts';
import { asSentCases } from './cases/asSent.ts';
import { countingCases } from './cases/counting.ts';
import { filterOperatorCases } from './cases/filters.ts';
import { indexCases } from './cases/indexes.ts';
import { readCases } from './cases/reads.ts';
import { refusalCases } from './cases/refusals.ts';
import { transactionCases } from './cases/transactions.ts';
import { valueOrderCases } from './cases/valueOrder.ts';
import { writeCases } from './cases/writes.ts';

/** Every case by what it is about. */
export const CASES: Readonly<Record<string, readonly Case[]>> = {
  'the order and equality of values': valueOrderCases,
  filters: filterOperatorCases,
  'reads and cursors': readCases,
  writes: writeCases,
  indexes: indexCases,
  counting: countingCases,
  transactions: transactionCases,
  'what Muster sends': asSentCases,
  refusals: refusalCases,
};
