export { openQueueBoard, type QueueBoard } from './queueBoard.ts';
export { openTaskQueue, type OpenTaskQueue } from './taskQueue.ts';
export { startTaskWorker, type TaskWorker } from './taskWorker.ts';
