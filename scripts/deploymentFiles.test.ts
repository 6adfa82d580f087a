import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const text = (path: string) => readFileSync(path, 'utf8');
const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(text('package.json')));

const workflow = z.object({
  jobs: z.record(
    z.string(),
    z.object({
      'runs-on': z.string(),
      'timeout-minutes': z.number(),
      strategy: z.object({ matrix: z.record(z.string(), z.array(z.number())) }).optional(),
      steps: z.array(z.union([z.object({ uses: z.string() }), z.object({ run: z.string() })])),
    }),
  ),
});

const compose = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
      volumes: z.array(z.string()).optional(),
      healthcheck: z.object({ test: z.array(z.string()).optional(), disable: z.boolean().optional() }).optional(),
      command: z.array(z.string()).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
});

test('every npm script that CI, the image or the compose file calls exists', () => {
  const called = ['.github/workflows/ci.yml', 'Dockerfile', 'docker-compose.yml'].flatMap((path) =>
    [...text(path).matchAll(/npm (?:run )?(test|build|check|account)\b/g)].map((match) => match[1]),
  );
  expect(new Set(called)).toEqual(new Set(['test', 'build', 'check']));
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(called));
});

test('CI tests on the Node versions that package.json promises', () => {
  const { jobs } = workflow.parse(parse(text('.github/workflows/ci.yml')));
  expect(jobs['test']?.strategy?.matrix['node']).toEqual([20, 22, 24]);
  expect(JSON.parse(text('package.json'))).toMatchObject({ engines: { node: '>=20.19' } });
});

test('what a service of the compose file waits for is there, and can become what is waited for', () => {
  const { services, volumes } = compose.parse(parse(text('docker-compose.yml'), { merge: true }));
  for (const { depends_on: needs = {}, volumes: mounts = [] } of Object.values(services)) {
    for (const [needed, { condition }] of Object.entries(needs)) {
      expect(Object.keys(services)).toContain(needed);
      if (condition === 'service_healthy') expect(services[needed]?.healthcheck?.test).toBeDefined();
    }
    for (const mount of mounts) expect(Object.keys(volumes)).toContain(mount.split(':')[0]);
  }
});

test('the image and the compose file start programs that the build makes', () => {
  const { services } = compose.parse(parse(text('docker-compose.yml'), { merge: true }));
  const started = [services['api'], services['worker']].map((service) => service?.command?.at(-1) ?? '');
  for (const program of [...started, /^CMD \["node", "(.*)"\]/m.exec(text('Dockerfile'))?.[1] ?? '']) {
    expect(existsSync(program.replace('/dist/', '/').replace(/\.js$/, '.ts'))).toBe(true);
  }
});

test('the compose file holds no secret of its own', () => {
  for (const [, name, value] of text('docker-compose.yml').matchAll(/^ +(\w*(?:SECRET|PEPPER)\w*): (.*)$/gm)) {
    expect(`${name}=${value}`).toMatch(/=\$\{\w+:\?/);
  }
});
