import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { developmentPepper } from './apiKeys.ts';
import { duration } from './durations.ts';
import { commonEnv, parseEnv, refuseDevelopmentSettings, wholeNumber } from './parseEnv.ts';

const services = { MONGODB_URI: 'mongodb://127.0.0.1', REDIS_URL: 'redis://127.0.0.1' };
const schema = z.object(commonEnv).superRefine(refuseDevelopmentSettings);

test('all mistakes are told at once, each with its name', () => {
  const read = () => parseEnv(z.object({ PORT: wholeNumber(0, 65_535), TTL: duration, URL: z.string() }), badEnv);
  const badEnv = { PORT: '70000', TTL: '5 minutes' };
  expect(read).toThrow(
    [
      'These settings are not right:',
      '  PORT: must be a whole number from 0 to 65535',
      '  TTL: must be a duration such as 500ms, 5s, 10m, 24h or 7d',
      '  URL: must be set',
    ].join('\n'),
  );
});

test('an empty variable counts as not set', () => {
  expect(parseEnv(schema, { ...services, MUSTER_LEASE: '' }).MUSTER_LEASE).toBe(15_000);
});

test.each([
  ['500ms', 500],
  ['5s', 5_000],
  ['10m', 600_000],
  ['24h', 86_400_000],
  ['7d', 604_800_000],
])('%s is %i milliseconds', (text, ms) => {
  expect(duration.parse(text)).toBe(ms);
});

test.each(['5', 's', '-5s', '1.5s', '5S', '5 s', '1w'])('%s is no duration', (text) => {
  expect(duration.safeParse(text).success).toBe(false);
});

test('a list of durations is written with commas', () => {
  expect(parseEnv(schema, { ...services, MUSTER_WEBHOOK_SCHEDULE: '0s, 200ms,5m' }).MUSTER_WEBHOOK_SCHEDULE).toEqual([
    0, 200, 300_000,
  ]);
  expect(() => parseEnv(schema, { ...services, MUSTER_WEBHOOK_SCHEDULE: '0s,5' })).toThrow(
    /^These settings are not right:\n {2}MUSTER_WEBHOOK_SCHEDULE: must be a duration/,
  );
});

test('what everybody can read in the source is refused in production', () => {
  const production = {
    ...services,
    NODE_ENV: 'production',
    MUSTER_FAILPOINTS: 'x=kill',
    MUSTER_WEBHOOK_ALLOW_LOOPBACK: '1',
  };
  expect(() => parseEnv(schema, production)).toThrow(
    /MUSTER_KEY_PEPPER: .*\n {2}MUSTER_SECRET_KEY: .*\n {2}MUSTER_WEBHOOK_ALLOW_LOOPBACK: .*\n {2}MUSTER_FAILPOINTS: /,
  );
  expect(parseEnv(schema, services).MUSTER_KEY_PEPPER).toBe(developmentPepper);
});

test('so is what is short enough to be guessed', () => {
  const short = { ...services, MUSTER_KEY_PEPPER: 'fifteen letters', MUSTER_SECRET_KEY: 'short' };
  expect(() => parseEnv(schema, { ...short, NODE_ENV: 'production' })).toThrow(
    /MUSTER_KEY_PEPPER: must be a secret of 16 .*\n {2}MUSTER_SECRET_KEY: must be a secret of 16 /,
  );
  expect(parseEnv(schema, short).MUSTER_SECRET_KEY).toBe('short');
});

test('so is what .env.example has in the place of secrets', () => {
  const example = readFileSync(join(__dirname, '../../../.env.example'), 'utf8');
  const placeholders = [...example.matchAll(/^(?:# )?([A-Z_]+)=(change-me.*)$/gm)];
  const copied = Object.fromEntries(placeholders.map(([, name = '', value = '']) => [name, value]));
  const own = z
    .object({ ...commonEnv, MUSTER_OPS_TOKEN: z.string().optional() })
    .superRefine(refuseDevelopmentSettings);
  const start = () => parseEnv(own, { ...services, ...copied, NODE_ENV: 'production' });
  expect(start).toThrow(/MUSTER_KEY_PEPPER: .*\n {2}MUSTER_SECRET_KEY: .*\n {2}MUSTER_OPS_TOKEN: /);
});
