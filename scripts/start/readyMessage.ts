import type { LeashedChild } from '@muster/local/leash';

/**
 * Waits for a child of ours to send `{ready: {port}}`.
 * @returns its port (0 if it listens nowhere), or null when it ended before.
 */
export function readyMessage(child: LeashedChild): Promise<{ port: number } | null> {
  return new Promise((resolve) => {
    child.process.on('message', (message) => {
      const port = readyPort(message);
      if (port !== null) resolve({ port });
    });
    void child.ended.then(() => resolve(null));
  });
}

function readyPort(message: unknown): number | null {
  if (typeof message !== 'object' || message === null || !('ready' in message)) return null;
  const { ready } = message;
  if (typeof ready !== 'object' || ready === null) return null;
  return 'port' in ready && typeof ready.port === 'number' ? ready.port : 0;
}
