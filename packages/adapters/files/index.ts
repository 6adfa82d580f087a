export { fileStoreEnv, openFileStore } from './openFileStore.ts';
