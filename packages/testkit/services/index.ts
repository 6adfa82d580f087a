export { startApi, type Api } from './startApi.ts';
export { startRadosgw, whyNoRadosgw, type S3Server } from './startRadosgw.ts';
export { startDatabase, type TestDatabase } from './startDatabase.ts';
export { startProduct, type Product } from './startProduct.ts';
