import type { ApiPorts } from './apiPorts.ts';

const patienceMs = 2_000;

export type Pings = Pick<ApiPorts, 'pingDatabase' | 'pingQueue' | 'files' | 'log'>;
export type Checks = Record<'database' | 'files' | 'queue', 'ok' | 'failed'>;

/** Asks every service at once whether it is there; one that says nothing within two seconds is not. */
export async function checkServices(ports: Pings): Promise<Checks> {
  const check = async (service: string, ping: () => Promise<void>): Promise<Checks['database']> => {
    try {
      await withinPatience(ping());
      return 'ok';
    } catch (err) {
      ports.log.warn({ err, service }, 'a service does not answer');
      return 'failed';
    }
  };
  const [database, files, queue] = await Promise.all([
    check('database', () => ports.pingDatabase()),
    check('files', () => ports.files.ping()),
    check('queue', () => ports.pingQueue()),
  ]);
  return { database, files, queue };
}

/** Without its queue the api still takes uploads and answers; without the others it cannot. */
export function isServing({ database, files }: Checks): boolean {
  return database === 'ok' && files === 'ok';
}

async function withinPatience(answer: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  await Promise.race([answer, deadline]).finally(() => clearTimeout(timer));
}
