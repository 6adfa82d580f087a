import { composeSettings } from '@muster/testkit/deployment';
import { readConfig } from './config.ts';

test('docker-compose.yml gives the worker settings it takes, and none that it does not know', () => {
  const settings = composeSettings('worker');
  expect(Object.keys(readConfig(settings))).toEqual(expect.arrayContaining(Object.keys(settings)));
});

test('in production it does not start on secrets that everybody can read', () => {
  const settings: Record<string, string> = { ...composeSettings('worker'), NODE_ENV: 'production' };
  expect(() => readConfig(settings)).not.toThrow();
  const forgotten = { MUSTER_KEY_PEPPER: '', MUSTER_SECRET_KEY: '' };
  expect(() => readConfig({ ...settings, ...forgotten })).toThrow(/MUSTER_KEY_PEPPER: .*\n {2}MUSTER_SECRET_KEY: /);
});
