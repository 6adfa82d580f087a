import { startProduct, type Product } from '@muster/testkit/services';
import { hostileTexts } from './attackerInputs.ts';
import { clientOf, directory, type Client, type JobJson } from './client.ts';

/** What a spreadsheet would calculate, and what a page would run. */
const traps = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  "=cmd|'/C calc'!A0",
  "'=1+1",
  "''@x",
  '＝1+1',
  '=HYPERLINK("http://x","y")',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{7*7}}',
  '../../../etc/passwd',
  '__proto__',
];
const formula = /^'*[=+\-@\t\r\n\0＝＋－＠]/;

let product: Product;
let client: Client;
let people: string[];

beforeAll(async () => {
  product = await startProduct();
  client = clientOf(product);
  people = (await directory(client)).slice(250, 250 + traps.length).map(({ email }) => email);
}, 90_000);

afterAll(() => product.stop(), 60_000);

test('a name that is a formula or a script is kept as it is, and goes out as text that nothing runs', async () => {
  const rows = traps.map((trap, i) => [people[i] ?? '', 'Agent', quoted(guarded(trap))].join(','));
  const job = await client.import(['user_email,role,display_name', ...rows].join('\r\n') + '\r\n');
  expect(job).toMatchObject({ state: 'succeeded', counts: { created: traps.length } });
  const stored = await Promise.all(
    people.map(async (email) => (await client.get<Users>(`/v1/users?search=${encodeURIComponent(email)}`)).data[0]),
  );
  expect(stored.map((user) => user?.displayName)).toEqual(traps);

  const exported = await client.run('/v1/jobs/export-users', { filter: {}, columns: ['user_email', 'display_name'] });
  const file = await client.ask(exported.links['result'] ?? '');
  expectText(file);
  const cells = cellsOf(await file.text());
  for (const trap of traps) expect(cells).toContain(guarded(trap));
  expect(cells.filter((cell) => formula.test(cell) && !cell.startsWith("'"))).toEqual([]);

  const changes = await client.ask(job.links['result'] ?? '');
  expectText(changes);
  expect(cellsOf(await changes.text()).filter((cell) => formula.test(cell) && !cell.startsWith("'"))).toEqual([]);
}, 60_000);

test('a file full of traps is rejected cell by cell, and its report is as harmless', async () => {
  const header = [
    'user_email',
    'role',
    'team',
    'template',
    'agent_queues',
    'skills',
    '__proto__',
    'constructor',
    '=1+1',
  ];
  const rows = [...traps, 'constructor', 'toString', '$where', 'hasOwnProperty'].map((trap) =>
    header.map(() => quoted(trap)).join(','),
  );
  const job = await client.import([header.map(quoted).join(','), ...rows].join('\r\n') + '\r\n');
  expect(job).toMatchObject({ state: 'rejected', counts: { rows: rows.length, created: 0 } });
  const unknown = job.issueGroups.filter(({ code }) => code === 'unknown_column').map(({ column }) => column);
  expect(unknown.sort()).toEqual(['=1+1', 'constructor']); // what begins with _ is ignored, whatever it is
  const report = await client.ask(job.links['errorReport'] ?? '');
  expectText(report);
  const cells = cellsOf(await report.text());
  expect(cells.filter((cell) => formula.test(cell) && !cell.startsWith("'"))).toEqual([]);
  const again = await client.ask('/v1/jobs/import-users', {
    method: 'POST',
    body: rows.join('\r\n'),
    headers: { 'content-type': 'text/html' },
  });
  expect(again.status).toBe(415);
}, 60_000);

test('a file name is shown without folders and control characters, and names nothing', async () => {
  const names = hostileTexts.filter((text) => !text.includes('"')).map((text) => text.replace(/\p{Cs}/gu, '\ufffd'));
  for (const name of names) {
    const inForm = await client.ask('/v1/jobs/import-users?mode=validate', formWith(name));
    const raw = await client.ask(`/v1/jobs/import-users?mode=validate&filename=${encodeURIComponent(name)}`, {
      method: 'POST',
      body: 'x',
      headers: { 'content-type': 'text/csv' },
    });
    for (const answer of [inForm, raw]) {
      expect([name, [202, 400].includes(answer.status)]).toEqual([name, true]);
      if (answer.status === 400) continue;
      const job = (await answer.json()) as JobJson;
      expect(job.file.name).toMatch(/^[^/\\\p{Cc}\u202a-\u202e]{1,255}$/u);
      const source = await client.ask(`/v1/jobs/${job.id}/source`);
      expectText(source);
      expect(source.headers.get('x-injected')).toBeNull();
    }
  }
}, 120_000);

type Users = { data: { displayName: string }[] };

/** To be saved, not shown, and never taken for something else. */
function expectText({ status, headers }: Response): void {
  expect([status, headers.get('x-content-type-options')]).toEqual([200, 'nosniff']);
  expect(headers.get('content-type')).toMatch(/^text\/csv; /);
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename[*]?=[\x20-\x7e]+$/);
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
}

/** As an export writes it: one more quote before what a spreadsheet would calculate. */
function guarded(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

function cellsOf(csv: string): string[] {
  const all = csv.replace('\ufeff', '').matchAll(/"((?:[^"]|"")*)"|([^",\r\n]+)/g);
  return [...all].map(([, inQuotes, plain]) => inQuotes?.replaceAll('""', '"') ?? plain ?? '');
}

/** A form byte by byte: a library would not write such names. */
function formWith(fileName: string): { method: string; body: string; headers: Record<string, string> } {
  const body = `--b\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\n\r\nx\r\n--b--\r\n`;
  return { method: 'POST', body, headers: { 'content-type': 'multipart/form-data; boundary=b' } };
}
