export { startCollector, type Collector } from './startCollector.ts';
