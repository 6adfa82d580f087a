import { formatApiKey } from '@muster/contract';
import { openLog } from './openLog.ts';

function logged(fields: Record<string, unknown>, message = 'something happened'): string {
  const lines: string[] = [];
  const log = openLog({ app: 'test', level: 'info', to: { write: (line) => void lines.push(line) } });
  log.info(fields, message);
  log.debug(fields, 'too much to say');
  expect(lines).toHaveLength(1);
  return lines.join('');
}

test('a line is JSON with its fields', () => {
  expect(JSON.parse(logged({ jobId: 'job_1' }, 'job accepted'))).toMatchObject({
    app: 'test',
    level: 30,
    jobId: 'job_1',
    msg: 'job accepted',
  });
});

describe('a secret is left out', () => {
  const secret = 'N0b0dyM4yReadThis';

  test.each([
    ['by its name', { token: secret }],
    ['deep inside', { a: { b: { c: [{ Authorization: secret }] } } }],
    ['in a list', { headers: { 'set-cookie': [`a=${secret}`, `b=${secret}`] } }],
    ['with a quote in it', { password: `a"${secret}\\"${secret}` }],
    ['in JSON within a text', { body: JSON.stringify({ key: secret, deeper: JSON.stringify({ token: secret }) }) }],
    [
      'in the headers of a request',
      { err: Object.assign(new Error('x'), { config: { headers: { cookie: secret } } }) },
    ],
  ])('%s', (_, fields) => {
    const line = logged({ ...fields, jobId: 'job_1' });
    expect(line).not.toContain(secret);
    expect(JSON.parse(line)).toMatchObject({ jobId: 'job_1' });
  });

  const key = formatApiKey('key_01', Buffer.alloc(32, 7));

  test.each([
    ['an API key', key, key.slice(key.lastIndexOf('_') + 1)],
    ['a webhook secret', `whsec_${secret}+/=`, secret],
    ['a header', `Bearer ${secret}`, secret],
    ['operators', `basic ${secret}==`, secret],
    ['a session', `__Host-muster-session=${secret}-_`, secret],
    ['a sign-in link', `http://x/sign-in#token=${secret}`, secret],
    ['an address', `mongodb://ada:${secret}@db.example:27017/muster`, secret],
    ['a private Redis', `redis://:${secret}@127.0.0.1:6379`, secret],
  ])('wherever it stands: %s', (_, text, hidden) => {
    const err = new Error(`cannot use ${text} now`);
    for (const line of [logged({ said: text }), logged({ err }), logged({}, `we were given "${text}"`)]) {
      expect(line).not.toContain(hidden);
      expect(() => JSON.parse(line) as unknown).not.toThrow();
    }
  });
});
