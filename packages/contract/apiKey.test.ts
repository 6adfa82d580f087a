import { formatApiKey, parseApiKey } from './apiKey.ts';

const random = Uint8Array.from({ length: 32 }, (_, index) => index * 7);
const text = formatApiKey('key_01kaz3v9m4x8t5', random);

test('a key reads back as what it was made of', () => {
  const key = parseApiKey(text);
  expect(text).toMatch(/^mst_01kaz3v9m4x8t5_[0-9A-Za-z]{49}$/);
  expect(key).toEqual({ keyId: 'key_01kaz3v9m4x8t5', secret: text.slice(-49) });
});

test('a key with any one sign changed is told from a whole one', () => {
  for (let at = 4; at < text.length; at += 1) {
    const other = text.charAt(at) === '0' ? '1' : '0';
    expect(parseApiKey(text.slice(0, at) + other + text.slice(at + 1))).toBeNull();
  }
});

test('a cut key, an empty one and something else are no keys', () => {
  expect(['', 'mst_', text.slice(0, -1), `${text}0`, ` ${text}`, text.toUpperCase()].map(parseApiKey)).toEqual(
    Array(6).fill(null),
  );
});

test('secrets have the same length however small the random number is', () => {
  expect(formatApiKey('key_01kaz3v9m4x8t5', new Uint8Array(32))).toHaveLength(text.length);
});

test('fewer than 32 random bytes make no key', () => {
  expect(() => formatApiKey('key_01kaz3v9m4x8t5', new Uint8Array(16))).toThrow('32 random bytes');
});
