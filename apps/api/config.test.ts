import { composeSettings } from '@muster/testkit/deployment';
import { readConfig } from './config.ts';

test('docker-compose.yml gives the api settings it takes, and none that it does not know', () => {
  const settings = composeSettings('api');
  expect(Object.keys(readConfig(settings))).toEqual(expect.arrayContaining(Object.keys(settings)));
});

test('in production it does not start on secrets that everybody can read', () => {
  const settings: Record<string, string> = { ...composeSettings('api'), NODE_ENV: 'production' };
  expect(() => readConfig(settings)).not.toThrow();
  const forgotten = { MUSTER_KEY_PEPPER: '', MUSTER_SECRET_KEY: '' };
  expect(() => readConfig({ ...settings, ...forgotten })).toThrow(/MUSTER_KEY_PEPPER: .*\n {2}MUSTER_SECRET_KEY: /);
});
