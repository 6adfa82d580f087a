import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** The built portal, held in memory: a build that is made while we run is for those who start after it. */
export type Portal = {
  /** The page, its scripts and styles let in by this nonce. */
  page(nonce: string): string;
  /** Everything else, by path. */
  files: Map<string, PortalFile>;
};

export type PortalFile = {
  type: string;
  etag: string;
  /** Its name changes with its content, so it can be kept for ever. */
  isHashed: boolean;
  bytes: { identity: Buffer; br?: Buffer; gzip?: Buffer };
};

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Reads what scripts/buildPortal.mjs has written; null when there is nothing. */
export async function readPortal(folder: string): Promise<Portal | null> {
  const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
  if (html === null) return null;
  const files = new Map<string, PortalFile>();
  for (const name of await readdir(folder)) await read(files, folder, `/${name}`);
  for (const name of await readdir(join(folder, 'assets'))) await read(files, folder, `/assets/${name}`);
  return { page: (nonce) => html.replaceAll('MUSTER_NONCE', nonce), files };
}

async function read(files: Map<string, PortalFile>, folder: string, path: string): Promise<void> {
  const type = types[extname(path)];
  if (type === undefined) return;
  const identity = await readFile(join(folder, path));
  const [br, gzip] = await Promise.all(['br', 'gz'].map((end) => readIfThere(join(folder, `${path}.${end}`))));
  files.set(path, {
    type,
    etag: createHash('sha256').update(identity).digest('base64url').slice(0, 22),
    isHashed: path.startsWith('/assets/'),
    bytes: { identity, ...(br !== undefined && { br }), ...(gzip !== undefined && { gzip }) },
  });
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  return await readFile(path).catch(() => undefined); // small files, and pictures, are not compressed
}
