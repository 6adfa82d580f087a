export { startLeashed, type Ending, type LeashedChild, type LeashedOptions } from './startLeashed.ts';
