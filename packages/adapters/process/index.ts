export { developmentPepper, hashSecret, isSecret, makeApiKey } from './apiKeys.ts';
export { hashBrowserSecret, makeBrowserSecret } from './browserSecret.ts';
export { duration } from './durations.ts';
export { failpointsFrom } from './failpoints.ts';
export { newId } from './newId.ts';
export { openLog } from './openLog.ts';
export { commonEnv, parseEnv, refuseDevelopmentSettings, wholeNumber } from './parseEnv.ts';
export { shutdownOnSignal, type ShutdownStep } from './shutdown.ts';
export { untilAborted } from './untilAborted.ts';
