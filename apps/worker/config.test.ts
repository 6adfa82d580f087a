import { composeSettings } from '@muster/testkit/deployment';
import { readConfig } from './config.ts';

test('docker-compose.yml gives the worker settings it takes, and none that it does not know', () => {
  const settings = composeSettings('worker');
  expect(Object.keys(readConfig(settings))).toEqual(expect.arrayContaining(Object.keys(settings)));
});
