export { countingObserver } from './countingObserver.ts';
export { figuresText } from './figuresText.ts';
export { observeJobs, observeSender } from './observe.ts';
export { openTracing, type Tracing } from './openTracing.ts';
