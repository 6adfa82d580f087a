import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';

/**
 * Holds every answer that a test gets by `fetch` against openapi.json: it is documented with its status, headers, media
 * type and body, and has no member that is not. What is wrong fails the test file at its end.
 */
const document = JSON.parse(readFileSync(fileURLToPath(new URL('../../../openapi.json', import.meta.url)), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { responses: Record<string, Answer>; headers: Record<string, Header> };
};

type Operation = { responses: Record<string, Answer | Ref> };
type Answer = { headers?: Record<string, Header | Ref>; content?: Record<string, object> };
type Header = { required?: boolean };
type Ref = { $ref: string };

const wrong: string[] = [];
const { fetch } = globalThis;

globalThis.fetch = async (input, init) => {
  const answer = await fetch(input, init);
  const { pathname, hostname } = new URL(answer.url);
  const method = (init?.method ?? 'GET').toLowerCase();
  if (hostname === '127.0.0.1' && pathname.startsWith('/v1/')) {
    const found = await flaws(method, pathname, answer);
    wrong.push(...found.map((flaw) => `${method} ${pathname} → ${answer.status}: ${flaw}`));
  }
  return answer;
};

afterAll(() => expect([...new Set(wrong)]).toEqual([]));

async function flaws(method: string, pathname: string, answer: Response): Promise<string[]> {
  const [path, operations] = paths.find(([template]) => fits(template, pathname)) ?? [];
  const operation = operations?.[method === 'head' ? 'get' : method];
  const status = String(answer.status);
  const place = operation?.responses[status] === undefined ? 'default' : status;
  if (place === 'default' && answer.status < 400) return ['the status is not documented'];
  const documented = resolved(operation?.responses[place] ?? problem);
  const missing = Object.entries(documented.headers ?? {}).filter(
    ([name, header]) => resolved(header).required === true && !answer.headers.has(name),
  );
  const pointer =
    operation === undefined || place === 'default'
      ? problem.$ref
      : `#/paths/${escaped(path ?? '')}/${method}/responses/${place}`;
  return [
    ...missing.map(([name]) => `the header ${name} is missing`),
    ...(method === 'head' ? [] : await bodyFlaws(answer, documented, pointer)),
  ];
}

const problem: Ref = { $ref: '#/components/responses/Problem' };

async function bodyFlaws(answer: Response, { content = {} }: Answer, pointer: string): Promise<string[]> {
  const type = (answer.headers.get('content-type') ?? '').split(';', 1).join('');
  if (Object.keys(content).length === 0) return type === '' ? [] : [`a body of ${type} is not documented`];
  if (content[type] === undefined) return [`${type || 'no media type'} is not documented`];
  if (!type.endsWith('json')) return [];
  const body = (await answer.clone().json()) as { status?: number; code?: string; type?: string };
  const check = validator(`${pointer}/content/${escaped(type)}/schema`);
  const found = check(body) ? [] : (check.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  if (type !== 'application/problem+json') return found;
  const isItself = body.status === answer.status && body.type === `/docs/problems/${body.code}`;
  return isItself ? found : [...found, 'status or type of the problem is another one'];
}

const ajv = new Ajv2020({ strict: false, allErrors: true, formats: fullFormats });
ajv.addSchema(document, 'openapi.json');
const validators = new Map<string, ValidateFunction>();

function validator(pointer: string): ValidateFunction {
  const known = validators.get(pointer) ?? ajv.compile({ $ref: `openapi.json${pointer}` });
  validators.set(pointer, known);
  return known;
}

/** What is spelt out stands before what any id fits. */
const paths = Object.entries(document.paths).sort(
  ([a], [b]) => Number(a.includes('{id}')) - Number(b.includes('{id}')),
);

/** `{id}` stands for one part of a path. */
function fits(template: string, pathname: string): boolean {
  const [parts, asked] = [template.split('/'), pathname.split('/')];
  return parts.length === asked.length && parts.every((part, i) => part === '{id}' || part === asked[i]);
}

function resolved<T extends object>(found: T | Ref): T {
  if (!('$ref' in found)) return found;
  const names = found.$ref.slice(2).split('/');
  return names.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], document) as T;
}

function escaped(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
}
