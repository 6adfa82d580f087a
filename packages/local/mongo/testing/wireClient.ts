import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { deserialize, serialize } from 'bson';
import type { Document } from 'bson';

/** Speaks the protocol by hand: for what a driver would never send, or never send twice. */
export class WireClient {
  readonly #socket: Socket;
  #received = Buffer.alloc(0);
  #waiting: ((reply: Document) => void)[] = [];
  readonly closed: Promise<void>;

  /** A deaf client never reads what it is answered. */
  constructor(port: number, { isDeaf = false } = {}) {
    this.#socket = connect({ host: '127.0.0.1', port });
    this.#socket.on('data', (chunk) => {
      this.#take(chunk);
    });
    if (isDeaf) this.#socket.pause();
    this.#socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => this.#socket.on('close', () => resolve()));
  }

  /** One OP_MSG with a body section only. */
  async command(body: Document): Promise<Document> {
    const bson = Buffer.from(serialize(body, { ignoreUndefined: true }));
    const message = Buffer.alloc(21 + bson.length);
    message.writeInt32LE(message.length, 0);
    message.writeInt32LE(1, 4);
    message.writeInt32LE(2013, 12);
    bson.copy(message, 21);
    return this.send(message);
  }

  /** Any bytes, awaiting one reply. */
  async send(bytes: Buffer): Promise<Document> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#socket.write(bytes);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    while (this.#received.length >= 4 && this.#received.length >= this.#received.readInt32LE(0)) {
      const length = this.#received.readInt32LE(0);
      const isLegacy = this.#received.readInt32LE(12) === 1;
      this.#waiting.shift()?.(deserialize(this.#received.subarray(isLegacy ? 36 : 21, length)));
      this.#received = this.#received.subarray(length);
    }
  }
}
