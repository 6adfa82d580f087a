export { composeSettings } from './composeSettings.ts';
