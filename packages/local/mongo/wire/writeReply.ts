import type { Message } from './readMessage.ts';

/** The reply's BSON in its envelope, ready for the socket. `replyId` numbers the replies of one server. */
export function writeReply(request: Pick<Message, 'requestId' | 'legacy'>, replyId: number, reply: Buffer): Buffer {
  const envelope = request.legacy ? LEGACY_ENVELOPE_BYTES : ENVELOPE_BYTES;
  const bytes = Buffer.allocUnsafe(envelope + reply.length);
  bytes.fill(0, 0, envelope);
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(replyId, 4);
  bytes.writeInt32LE(request.requestId, 8);
  bytes.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  if (request.legacy) {
    bytes.writeInt32LE(AWAIT_CAPABLE, 16);
    bytes.writeInt32LE(1, 32);
  }
  reply.copy(bytes, envelope);
  return bytes;
}

const OP_REPLY = 1;
const OP_MSG = 2013;
const AWAIT_CAPABLE = 8;
/** Header, flag bits, kind of the only section. */
const ENVELOPE_BYTES = 16 + 4 + 1;
/** Header, flags, cursor id, starting from, number returned. */
const LEGACY_ENVELOPE_BYTES = 16 + 4 + 8 + 4 + 4;
