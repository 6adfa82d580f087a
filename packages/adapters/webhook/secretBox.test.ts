import { secretBox } from './secretBox.ts';

const box = secretBox('a key of this installation');

test('what was sealed can be opened, and cannot be read or compared', () => {
  const [one, other] = [box.seal('whsec_abc', 'whe_1'), box.seal('whsec_abc', 'whe_1')];
  expect(box.open(one, 'whe_1')).toBe('whsec_abc');
  expect(one).not.toContain('whsec_abc');
  expect(one).not.toBe(other);
});

test('it opens for nobody else', () => {
  expect(() => box.open(box.seal('whsec_abc', 'whe_1'), 'whe_2')).toThrow();
});

test('a changed text does not open', () => {
  const [name, nonce, tag, text = ''] = box.seal('whsec_abc', 'whe_1').split('.');
  const changed = (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
  expect(() => box.open([name, nonce, tag, changed].join('.'), 'whe_1')).toThrow();
});

test('another key says that it is another key', () => {
  const sealed = box.seal('whsec_abc', 'whe_1');
  expect(() => secretBox('the key of another one').open(sealed, 'whe_1')).toThrow(/another MUSTER_SECRET_KEY/);
});
