import { parseApiKey } from '@muster/contract';
import { hashSecret, isSecret, makeApiKey } from './apiKeys.ts';
import { newId } from './newId.ts';

const pepper = 'a pepper for tests';

test('a new key opens what its hash guards, and another one does not', () => {
  const [one, two] = [makeApiKey(newId, pepper), makeApiKey(newId, pepper)];
  const secret = parseApiKey(one.text)?.secret ?? '';
  expect(parseApiKey(one.text)?.keyId).toBe(one.keyId);
  expect(isSecret(secret, one.secretHash, pepper)).toBe(true);
  expect(isSecret(secret, two.secretHash, pepper)).toBe(false);
});

test('without the pepper a secret does not fit its own hash', () => {
  expect(isSecret('secret', hashSecret('secret', pepper), 'another pepper')).toBe(false);
});

test('a damaged hash fits nothing', () => {
  expect(isSecret('secret', '', pepper)).toBe(false);
});
