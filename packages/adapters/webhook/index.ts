export { endpointRegistrar, type EndpointRegistrar } from './endpointRegistrar.ts';
export { eventBody } from './eventBody.ts';
export { secretBox } from './secretBox.ts';
export { eventSender } from './sendEvent.ts';
