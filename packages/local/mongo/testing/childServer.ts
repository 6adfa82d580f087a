import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface ChildServer {
  readonly child: ChildProcess;
  readonly port: number;
  readonly uri: string;
  /** Waits until the process is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** The embedded server as its own process, which can be killed and started again on the same port. Throws with what it said when it does not start. */
export async function startChildServer(dataDir: string, port = 0): Promise<ChildServer> {
  const child = fork(join(__dirname, '../main.ts'), ['--data', dataDir, '--port', String(port)], {
    execArgv: ['--import', 'tsx'],
    env: process.env, // jest's copy: what useMongo took out of it would be inherited from the runner otherwise
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const exited = once(child, 'exit');
  const first = await Promise.race([once(child, 'message'), exited.then(() => undefined)]);
  if (!first) throw new Error(said.trim());
  const [{ ready }] = first as [{ ready: { port: number } }]; // What main.ts sends.
  return {
    child,
    port: ready.port,
    uri: `mongodb://127.0.0.1:${ready.port}/muster?replicaSet=muster&serverSelectionTimeoutMS=300`,
    kill: async (signal) => {
      child.kill(signal);
      await exited;
    },
  };
}
