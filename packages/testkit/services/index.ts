export { startRadosgw, whyNoRadosgw, type S3Server } from './startRadosgw.ts';
