import { join } from 'node:path';
import type { Member } from './crew.ts';
import { programs } from './programs.ts';
import type { Service } from './service.ts';
import type { Settings } from './readSettings.ts';

export const apiName = 'API';

/** The API and the workers, each with the environment it is configured by. */
export function crewMembers(
  settings: Settings,
  services: { database: Service; redis: Service; pepper: string; secretKey: string; hold: number },
): Member[] {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    MONGODB_URI: services.database.uri,
    REDIS_URL: services.redis.uri,
    MUSTER_KEY_PEPPER: services.pepper,
    MUSTER_SECRET_KEY: services.secretKey,
    MUSTER_FILES_DIR: join(settings.dataDir, 'files'),
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  const member = (name: string, program: string, more: (port: number | null) => NodeJS.ProcessEnv): Member => ({
    name,
    order: (port) => ({
      command: process.execPath,
      args: [program],
      env: { ...env, ...more(port) },
      log: join(settings.dataDir, 'logs', `${name.toLowerCase().replace(' ', '-')}.log`),
      hold: services.hold,
    }),
  });
  const workers = Array.from({ length: settings.workers }, (_, n) =>
    member(`worker ${n + 1}`, programs.worker, () => ({})),
  );
  // A replaced API listens where the first one did, or every client would lose its way.
  return [member(apiName, programs.api, (port) => ({ PORT: String(port ?? settings.port) })), ...workers];
}
