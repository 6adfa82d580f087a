import type { Socket } from 'node:net';
import { isServerError } from '../errors.ts';
import type { ServerError } from '../errors.ts';
import { MessageReader, readMessage } from '../wire/readMessage.ts';
import type { Message } from '../wire/readMessage.ts';
import { writeReply } from '../wire/writeReply.ts';
import { dispatch, failureReply } from './dispatch.ts';
import type { Services } from './dispatch.ts';

/** Answers the messages of one connection, one after the other, until it ends. `connection` numbers it. */
export function serveConnection(socket: Socket, connection: number, services: Services): void {
  const reader = new MessageReader();
  let replies = 0;
  let queue = Promise.resolve();
  let waiting = 0;
  const answer = async (bytes: Buffer): Promise<void> => {
    const message = understood(bytes);
    const reply = isServerError(message) ? failureReply(message) : await dispatch(services, message, connection);
    const envelope = isServerError(message) ? { requestId: bytes.readInt32LE(4), legacy: false } : message;
    if (socket.destroyed || (!isServerError(message) && !message.wantsReply)) return;
    const isFlushed = socket.write(writeReply(envelope, ++replies, reply));
    if (!isFlushed) await drained(socket);
  };
  const answerInTurn = async (bytes: Buffer): Promise<void> => {
    // A client that asks on without listening must not fill our memory with its questions.
    if (++waiting === MOST_WAITING) socket.pause();
    await queue;
    await answer(bytes).catch(hangUp);
    if (--waiting === 0) socket.resume();
  };
  const hangUp = (fault: unknown): void => {
    services.reportFault(fault);
    socket.destroy();
  };
  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const bytes of reader.push(chunk)) queue = answerInTurn(bytes);
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

const MOST_WAITING = 16;

/** A message in order but for a type of value we do not know is answered; anything worse ends the connection. */
function understood(bytes: Buffer): Message | ServerError {
  try {
    return readMessage(bytes);
  } catch (thrown) {
    if (isServerError(thrown) && thrown.codeName === 'CommandNotSupported') return thrown;
    throw thrown;
  }
}

/** A client that reads slowly must not fill our memory: its next command waits. */
async function drained(socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    socket.once('drain', resolve);
    socket.once('close', resolve);
  });
}
