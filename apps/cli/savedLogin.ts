import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseApiKey } from '@muster/contract';
import { z } from 'zod';
import type { Config } from './config.ts';
import { exitCodes } from './exitCodes.ts';
import { parseJson } from './parseJson.ts';
import { failureCode, Stop } from './stop.ts';

/** Whom to ask, and as whom. `url` is without a slash at its end. */
export type Login = { url: string; key: string };

const schema = z.object({ url: z.string(), key: z.string() });

/**
 * The environment over what `muster login` has kept. A kept key goes to the server it was kept for and to no other:
 * who sets MUSTER_URL to another one has to set MUSTER_KEY too.
 */
export async function findLogin({ url, key, loginFile }: Config): Promise<Login> {
  if (url !== undefined && key !== undefined) return checkedLogin(url, key);
  const saved = await readLogin(loginFile);
  if (saved === null) {
    const cure = 'see muster login --help, or set both MUSTER_URL and MUSTER_KEY';
    throw new Stop(exitCodes.noPermission, `Nobody is signed in: ${cure}.`);
  }
  if (url !== undefined && checkedUrl(url) !== saved.url) {
    throw new Stop(exitCodes.noPermission, `The key that is kept is for ${saved.url}: set MUSTER_KEY for ${url}.`);
  }
  return checkedLogin(saved.url, key ?? saved.key);
}

/** Readable by its owner only, and never half written. */
export async function saveLogin(loginFile: string, login: Login): Promise<void> {
  await mkdir(dirname(loginFile), { recursive: true, mode: 0o700 });
  const draft = `${loginFile}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(login)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(draft, loginFile);
}

/** @throws Stop when it cannot be an address or a key; a key that was cut or mistyped is found by its checksum. */
export function checkedLogin(url: string, key: string): Login {
  if (parseApiKey(key) === null) {
    throw new Stop(exitCodes.noPermission, 'This is not a whole key: copy it again, from mst_ to its end.');
  }
  return { url: checkedUrl(url), key };
}

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new Stop(
      exitCodes.usage,
      `${text} is not the address of a server: write it like https://muster.example.com.`,
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

async function readLogin(loginFile: string): Promise<Login | null> {
  const text = await readFile(loginFile, 'utf8').catch((cause: unknown) => {
    if (failureCode(cause) === 'ENOENT') return null;
    throw new Stop(exitCodes.noInput, `${loginFile} cannot be read (${failureCode(cause)}).`);
  });
  if (text === null) return null;
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) throw new Stop(exitCodes.noInput, `${loginFile} is damaged: run muster login again.`);
  return parsed.data;
}
