export { freePort } from './freePort.ts';
export { startLeashed, type Ending, type LeashedChild, type LeashedOptions } from './startLeashed.ts';
