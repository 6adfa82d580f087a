import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface CuttingProxy {
  readonly port: number;
  /** Replies that never arrived, although the server had done what was asked. */
  readonly cuts: number;
  close(): void;
}

/**
 * Passes everything on to a server of this machine, but now and then swallows a reply and cuts the connection: the
 * client cannot know whether its write was done. `mayCut` decides for each reply after the two of the handshake.
 */
export async function startCuttingProxy(target: number, mayCut: () => boolean): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  let cuts = 0;
  const server = createServer((client) => {
    const upstream = connect({ host: '127.0.0.1', port: target });
    let replies = 0;
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', end);
      socket.on('close', end);
      socket.on('close', () => sockets.delete(socket));
    }
    client.pipe(upstream);
    upstream.on('data', (chunk) => {
      if (++replies > 2 && mayCut()) {
        cuts++;
        end();
      } else {
        client.write(chunk);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1' }, resolve));
  const { port } = server.address() as AddressInfo; // Not a pipe: it listens on a port.
  return {
    port,
    get cuts() {
      return cuts;
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
