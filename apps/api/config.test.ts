import { composeSettings } from '@muster/testkit/deployment';
import { readConfig } from './config.ts';

test('docker-compose.yml gives the api settings it takes, and none that it does not know', () => {
  const settings = composeSettings('api');
  expect(Object.keys(readConfig(settings))).toEqual(expect.arrayContaining(Object.keys(settings)));
});
