import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.object({
  MUSTER_URL: z.string().optional(),
  MUSTER_KEY: z.string().optional(),
  XDG_CONFIG_HOME: z.string().default(join(homedir(), '.config')),
});

export type Config = { url: string | undefined; key: string | undefined; loginFile: string };

/** What the environment says; a variable that is set but empty counts as not set. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const { MUSTER_URL: url, MUSTER_KEY: key, XDG_CONFIG_HOME: folder } = schema.parse(given);
  return { url, key, loginFile: join(folder, 'muster', 'login.json') };
}
