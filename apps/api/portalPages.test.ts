import { portalPaths } from '@muster/contract/portal';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { jsonOf } from './testing/jsonOf.ts';
import { startTestApi, type TestApi } from './testing/startTestApi.ts';

const script = 'console.log("the portal")';
let folder: string;
let api: TestApi;
let unbuilt: TestApi;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-portal-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<script nonce="MUSTER_NONCE" src="/assets/index-1.js"></script>');
  await writeFile(join(folder, 'favicon.svg'), '<svg/>');
  await writeFile(join(folder, 'assets/index-1.js'), script);
  await writeFile(join(folder, 'assets/index-1.js.gz'), gzipSync(script));
  [api, unbuilt] = await Promise.all([startTestApi({ portalFolder: folder }), startTestApi()]);
});
afterAll(async () => {
  await Promise.all([api.close(), unbuilt.close()]);
  await rm(folder, { recursive: true });
});

describe('the page', () => {
  test.each(portalPaths.map((path) => path.replaceAll(/\{\w+\}/g, 'any')))('is served at %s', async (path) => {
    const answer = await fetch(`${api.url}${path}?search=x`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    expect(answer.headers.get('etag')).toBeNull();
  });

  test('has a nonce of its own in each answer, and a policy that lets in nothing else', async () => {
    const answers = await Promise.all([fetch(api.url), fetch(api.url)]);
    const nonces = await Promise.all(answers.map(async (answer) => /nonce="(.+?)"/.exec(await answer.text())?.[1]));
    expect(new Set(nonces).size).toBe(2);
    const policy = answers[0].headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`style-src 'self' 'nonce-${nonces[0]}'`);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
  });

  test('is read, and nothing else', async () => {
    const answer = await fetch(`${api.url}/users`, { method: 'POST' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await fetch(`${api.url}/users`, { method: 'HEAD' })).status).toBe(200);
  });

  test.each(['/user', '/users/', '/users/1/2', '/Users', '/assets/index-2.js', '/assets/../index.html', '/index.html'])(
    'is not at %s',
    async (path) => {
      const answer = await fetch(api.url + path);
      expect([answer.status, (await jsonOf(answer)).code]).toEqual([404, 'not_found']);
    },
  );

  test('says so where it has not been built', async () => {
    const answer = await fetch(`${unbuilt.url}/users`);
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('npm run build')]);
  });
});

describe('what the page loads', () => {
  const path = '/assets/index-1.js';

  test('is kept for ever, as its name changes with it', async () => {
    const answer = await fetch(api.url + path);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await answer.text()).toBe(script);
    expect((await fetch(`${api.url}/favicon.svg`)).headers.get('cache-control')).toBe('private, no-cache');
  });

  test('is sent compressed to whoever can read that, each form under a tag of its own', async () => {
    const [packed, plain] = await Promise.all(
      ['gzip', 'identity'].map((encoding) => fetch(api.url + path, { headers: { 'accept-encoding': encoding } })),
    );
    expect(packed?.headers.get('content-encoding')).toBe('gzip');
    expect(plain?.headers.get('content-encoding')).toBeNull();
    expect(packed?.headers.get('vary')).toBe('Accept-Encoding');
    expect(packed?.headers.get('etag')).not.toBe(plain?.headers.get('etag'));
    const again = await fetch(api.url + path, {
      headers: { 'accept-encoding': 'gzip', 'if-none-match': packed?.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });
});
