import { openLog } from './openLog.ts';

test('a line is JSON with its fields, and secrets are left out of it', () => {
  const lines: string[] = [];
  const log = openLog({ app: 'test', level: 'info', to: { write: (line) => void lines.push(line) } });
  log.info({ jobId: 'job_1', key: 'mst_secret', made: { secret: 's3cret' } }, 'job accepted');
  log.debug({ jobId: 'job_1' }, 'too much to say');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines.join(''))).toMatchObject({ app: 'test', jobId: 'job_1', msg: 'job accepted' });
  expect(lines.join('')).not.toMatch(/mst_secret|s3cret/);
});
