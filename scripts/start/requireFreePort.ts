import { createServer } from 'node:net';

/** @throws Error in one sentence when somebody listens on this port already. 0 is always free. */
export function requireFreePort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      const taken = 'code' in error && error.code === 'EADDRINUSE';
      const reason = taken ? 'is in use' : `cannot be used (${error.message})`;
      reject(new Error(`Port ${port} ${reason}: set PORT to another one, or to 0 for any that is free.`));
    });
    probe.listen(port, host, () => {
      probe.close(() => resolve());
    });
  });
}
