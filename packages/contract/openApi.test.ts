import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApi } from './openApi.ts';
import { routes } from './routes.ts';

const document = openApi();

test('openapi.json in the repository is the one the api answers', () => {
  const kept: unknown = JSON.parse(readFileSync(join(__dirname, '../../openapi.json'), 'utf8'));
  expect(JSON.parse(JSON.stringify(document))).toEqual(kept); // else: npm run openapi
});

test('openapi.json is valid for a validator that is not ours', () => {
  const validator = join(__dirname, '../../node_modules/@seriousme/openapi-schema-validator/bin/validate-api-cli.js');
  execFileSync(process.execPath, [validator, join(__dirname, '../../openapi.json')]); // throws with what it says
});

test('every route is described under its own name', () => {
  const names = Object.values(document.paths ?? {}).flatMap((path) =>
    [path.get, path.post, path.patch, path.delete].flatMap((operation) => operation?.operationId ?? []),
  );
  expect(names.sort()).toEqual(Object.keys(routes).sort());
});

test('what creates something takes a key, what reads does not', () => {
  const header = { in: 'header', name: 'Idempotency-Key' };
  const { paths } = document;
  expect(paths?.['/v1/jobs/import-users']?.post?.parameters).toContainEqual(expect.objectContaining(header));
  expect(paths?.['/v1/people/bulk']?.post?.parameters).toContainEqual(expect.objectContaining(header));
  expect(paths?.['/v1/jobs/{id}']?.get?.parameters).not.toContainEqual(expect.objectContaining(header));
});

test('an upload has one file part and no other', () => {
  const body = document.paths?.['/v1/jobs/import-users']?.post?.requestBody;
  expect(body).toMatchObject({
    content: { 'multipart/form-data': { schema: { required: ['file'], additionalProperties: false } }, 'text/csv': {} },
  });
});
