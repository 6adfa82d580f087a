export { openRateCounter, type RateCounter } from './rateCounter.ts';
