import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { join } from 'node:path';
import { Cursors } from './server/cursors.ts';
import { Engine, LIFETIMES } from './server/engine.ts';
import type { Lifetimes } from './server/engine.ts';
import { recordShapes } from './server/recordShapes.ts';
import { serveConnection } from './server/serveConnection.ts';
import { Sessions } from './server/sessions.ts';
import { lockFolder } from './store/folderLock.ts';
import { openStore } from './store/store.ts';

export interface MongoOptions {
  /** Created if missing; one server at a time. */
  readonly dataDir: string;
  /** 0 or undefined = any free one. */
  readonly port?: number;
  /** Commits without waiting for the disk: for tests that do not pull the plug. */
  readonly noSync?: boolean;
  readonly lifetimes?: Partial<Lifetimes>;
  /** Told about our own faults; the client sees them as InternalError. Default: standard error. */
  readonly reportFault?: (fault: unknown) => void;
}

export interface RunningMongo {
  /** `mongodb://127.0.0.1:PORT/muster?replicaSet=muster` */
  readonly uri: string;
  readonly port: number;
  /** Open transactions are aborted, everything committed stays. A second call waits for the first. */
  close(): Promise<void>;
}

/** Starts the embedded server in this process. Throws when the folder or the port is taken, and in production. */
export async function startMongo(options: MongoOptions): Promise<RunningMongo> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error('the embedded database is for development and tests; in production set MONGODB_URI');
  }
  await mkdir(options.dataDir, { recursive: true });
  const server = createServer({ pauseOnConnect: true });
  // A driver that redials during a restart gets through before the data is open: its connection waits, unread.
  const early: Socket[] = [];
  const hold = (socket: Socket): void => void early.push(socket);
  server.on('connection', hold);
  const port = await listen(server, options.port ?? 0);
  try {
    const unlock = await lockFolder(options.dataDir, port);
    const running = serve(server, port, unlock, options);
    server.off('connection', hold);
    for (const socket of early) server.emit('connection', socket);
    return running;
  } catch (error) {
    server.close();
    for (const socket of early) socket.destroy();
    throw error;
  }
}

const REAP_EVERY_MS = 500;

function serve(server: Server, port: number, unlock: () => Promise<void>, options: MongoOptions): RunningMongo {
  const clock = (): number => Date.now();
  const store = openStore(join(options.dataDir, 'data.mdb'), options.noSync ?? false);
  const engine = new Engine(store, { ...LIFETIMES, ...options.lifetimes }, clock);
  const sessions = new Sessions(engine);
  const cursors = new Cursors(clock, engine.lifetimes.cursor);
  const address = `127.0.0.1:${port}`;
  const tell = options.reportFault ?? ((fault: unknown) => console.error('embedded mongo:', fault));
  let closing: Promise<void> | undefined;
  // Commands cut off by the end of the server are no faults.
  const reportFault = (fault: unknown): void => {
    if (!closing) tell(fault);
  };
  const record = process.env['MUSTER_RECORD_SHAPES'];
  const observe = record === undefined ? undefined : recordShapes(record);
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveConnection(socket, ++connections, { engine, sessions, cursors, address, reportFault, observe });
    socket.resume();
  });
  const reaper = setInterval(() => {
    sessions.reap();
    cursors.reap().catch(reportFault);
  }, REAP_EVERY_MS);
  const close = async (): Promise<void> => {
    clearInterval(reaper);
    server.close();
    for (const socket of sockets) socket.destroy();
    await cursors.close();
    await engine.close();
    await unlock();
  };
  return { uri: `mongodb://${address}/muster?replicaSet=muster`, port, close: () => (closing ??= close()) };
}

/** Loopback only: the server has no authentication. */
async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the embedded database has no port');
  return address.port;
}
