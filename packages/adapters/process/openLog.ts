import type { Log } from '@muster/jobs';
import { pino, type DestinationStream, type LevelWithSilent } from 'pino';
import { withoutSecrets } from './withoutSecrets.ts';

/** JSON lines on stdout, `app` in each. Whatever looks like a secret is left out, whoever logs it and however deep. */
export function openLog(options: { app: string; level: LevelWithSilent; to?: DestinationStream }): Log {
  const settings = {
    level: options.level,
    base: { app: options.app, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: { streamWrite: withoutSecrets },
  };
  const logger = options.to === undefined ? pino(settings) : pino(settings, options.to);
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  };
}
