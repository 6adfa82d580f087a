export { openRateCounter, type Counted, type RateCounter } from './rateCounter.ts';
export { openTallies, type Tallies } from './tallies.ts';
