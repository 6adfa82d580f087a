import type { Socket } from 'node:net';
import { MessageReader, readMessage } from '../wire/readMessage.ts';
import { writeReply } from '../wire/writeReply.ts';
import { dispatch } from './dispatch.ts';
import type { Services } from './dispatch.ts';

/** Answers the messages of one connection, one after the other, until it ends. `connection` numbers it. */
export function serveConnection(socket: Socket, connection: number, services: Services): void {
  const reader = new MessageReader();
  let replies = 0;
  let queue = Promise.resolve();
  const answer = async (bytes: Buffer): Promise<void> => {
    const message = readMessage(bytes);
    const reply = await dispatch(services, message, connection);
    if (!message.wantsReply || socket.destroyed) return;
    const isFlushed = socket.write(writeReply(message, ++replies, reply));
    if (!isFlushed) await drained(socket);
  };
  const hangUp = (fault: unknown): void => {
    services.reportFault(fault);
    socket.destroy();
  };
  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const bytes of reader.push(chunk)) queue = queue.then(() => answer(bytes)).catch(hangUp);
    } catch (fault) {
      hangUp(fault);
    }
  });
  // A reset connection is nothing to report: 'close' follows and says all there is to say.
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    services.sessions.connectionClosed(connection);
  });
}

/** A client that reads slowly must not fill our memory: its next command waits. */
async function drained(socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    socket.once('drain', resolve);
    socket.once('close', resolve);
  });
}
