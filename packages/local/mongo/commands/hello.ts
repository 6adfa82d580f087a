import { Int32 } from 'bson';
import { MAX_DOCUMENT_BYTES } from '../bson/checkStorable.ts';
import { MAX_BATCH } from '../server/request.ts';
import { MAX_MESSAGE_BYTES } from '../wire/readMessage.ts';
import type { Command } from './command.ts';

/** The one member of the replica set `muster`; transactions exist only in replica sets. */
const SET_NAME = 'muster';

/** Also answers to `ismaster`, which drivers begin with. */
export const hello: Command = {
  // `client`, `compression` and the rest introduce the driver. No answer to an offer (compression …) declines it.
  options: ['helloOk', 'client', 'compression', 'backpressure'],
  inTransaction: false,
  run({ request, address, connection }) {
    return Promise.resolve({
      helloOk: true,
      [request.name === 'hello' ? 'isWritablePrimary' : 'ismaster']: true,
      secondary: false,
      setName: SET_NAME,
      setVersion: new Int32(1),
      // Exactly as dialled: a driver drops a member that calls itself by another name.
      hosts: [address],
      primary: address,
      me: address,
      maxBsonObjectSize: new Int32(MAX_DOCUMENT_BYTES),
      maxMessageSizeBytes: new Int32(MAX_MESSAGE_BYTES),
      maxWriteBatchSize: new Int32(MAX_BATCH),
      localTime: request.now,
      logicalSessionTimeoutMinutes: new Int32(30),
      connectionId: new Int32(connection),
      minWireVersion: new Int32(0),
      // MongoDB 7.0. From 25 on drivers would send the `bulkWrite` command. No topologyVersion: drivers then poll.
      maxWireVersion: new Int32(21),
      readOnly: false,
    });
  },
};
