export { modes, startReceiver, type Received, type Receiver } from './startReceiver.ts';
