export { fileStoreContract, type OpenedFileStore } from './fileStoreContract.ts';
