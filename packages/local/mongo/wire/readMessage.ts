import { decodeDoc } from '../bson/decode.ts';
import type { Doc } from '../bson/value.ts';
import { ServerError } from '../errors.ts';

/** As MongoDB announces it, in bytes. A longer message ends the connection. */
export const MAX_MESSAGE_BYTES = 48_000_000;

/** One request as it came over the wire. */
export interface Message {
  readonly requestId: number;
  /** The very first message of a driver is a legacy OP_QUERY and wants an OP_REPLY. */
  readonly legacy: boolean;
  /** False when the client asked for no reply (an unacknowledged write). */
  readonly wantsReply: boolean;
  readonly body: Doc;
  /** Documents sent beside the body, by field name: `documents`, `updates` or `deletes`, still in BSON. */
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
}

/** Cuts the byte stream of one connection into whole messages, whatever the packets look like. */
export class MessageReader {
  #chunks: Buffer[] = [];
  #length = 0;

  /** Takes the next packet; returns the messages it completes. Throws when the stream is no MongoDB stream. */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const messages: Buffer[] = [];
    for (let needed = this.#needed(); this.#length >= needed; needed = this.#needed()) {
      const all = this.#joined();
      messages.push(all.subarray(0, needed));
      this.#chunks = [all.subarray(needed)];
      this.#length -= needed;
    }
    return messages;
  }

  #needed(): number {
    if (this.#length < HEADER_BYTES) return HEADER_BYTES;
    const first = this.#chunks[0];
    const length = (first && first.length >= 4 ? first : this.#joined()).readInt32LE(0);
    if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES) throw badMessage(`message of ${length} bytes`);
    return length;
  }

  #joined(): Buffer {
    const all = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    this.#chunks = [all ?? Buffer.alloc(0)];
    return all ?? Buffer.alloc(0);
  }
}

/** Throws when the message cannot be understood at all: there is then no request to answer. */
export function readMessage(bytes: Buffer): Message {
  const requestId = bytes.readInt32LE(4);
  const opCode = bytes.readInt32LE(12);
  if (opCode === OP_QUERY) return readQuery(bytes, requestId);
  if (opCode !== OP_MSG) throw badMessage(`opcode ${opCode}`);
  return readOpMsg(bytes, requestId);
}

const HEADER_BYTES = 16;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const MORE_TO_COME = 2;

function readQuery(bytes: Buffer, requestId: number): Message {
  const collectionEnd = bytes.indexOf(0, 20);
  return {
    requestId,
    legacy: true,
    wantsReply: true,
    body: decodeDoc(bytes, collectionEnd + 1 + 8),
    sequences: new Map(),
  };
}

function readOpMsg(bytes: Buffer, requestId: number): Message {
  const flags = bytes.readUInt32LE(16);
  const unknown = flags & 0xffff & ~MORE_TO_COME;
  if (unknown) throw badMessage(`OP_MSG flags ${unknown}`);
  const sequences = new Map<string, Buffer[]>();
  let body: Doc | undefined;
  for (let at = 20; at < bytes.length;) {
    const kind = bytes[at++];
    const size = bytes.readInt32LE(at);
    if (size < 5 || at + size > bytes.length) throw badMessage(`section of ${size} bytes`);
    if (kind === 0 && !body) body = decodeDoc(bytes, at);
    else if (kind === 1) readSequence(bytes.subarray(at + 4, at + size), sequences);
    else throw badMessage(`section kind ${kind ?? 'none'}`);
    at += size;
  }
  if (!body) throw badMessage('no body section');
  for (const name of sequences.keys()) if (body.has(name)) throw badMessage(`${name} in the body and beside it`);
  return { requestId, legacy: false, wantsReply: (flags & MORE_TO_COME) === 0, body, sequences };
}

function readSequence(bytes: Buffer, sequences: Map<string, Buffer[]>): void {
  const nameEnd = bytes.indexOf(0);
  const documents: Buffer[] = [];
  for (let at = nameEnd + 1; at < bytes.length;) {
    const size = bytes.readInt32LE(at);
    if (size < 5 || at + size > bytes.length) throw badMessage(`document of ${size} bytes`);
    documents.push(bytes.subarray(at, at + size));
    at += size;
  }
  const name = bytes.toString('utf8', 0, nameEnd);
  if (sequences.has(name)) throw badMessage(`${name} twice`);
  sequences.set(name, documents);
}

function badMessage(what: string): ServerError {
  return new ServerError('FailedToParse', `not understood on the wire: ${what}`);
}
