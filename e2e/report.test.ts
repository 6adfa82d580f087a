import { startProduct, type Product } from '@muster/testkit/services';
import { clientOf, directory, type Client } from './client.ts';

let product: Product;
let admin: Client;
let strangers: { email: string; displayName: string }[];

beforeAll(async () => {
  product = await startProduct();
  admin = clientOf(product);
  strangers = (await directory(admin)).slice(250, 1_250);
}, 90_000);

afterAll(() => product.stop(), 60_000);

describe('a file of 1,000 people with some wrong cells', () => {
  it('adds nobody; its error report, corrected in its cells and uploaded as it is, adds all 1,000', async () => {
    const before = await admin.countUsers();
    const lines = strangers.map(({ email, displayName }, i) => {
      const queue = i % 40 === 0 ? 'Biling Voice' : 'Billing Voice';
      const skill = i === 500 ? 'French:9' : 'French:4';
      return `${email};Agent;"=${displayName}";${queue};${skill}`;
    });
    const csv = `E-Mail;Role;Display Name;Agent Queues;Skills\r\n${lines.join('\r\n')}\r\n`.replace('E-Mail', 'Email');
    const rejected = await admin.import(csv);
    expect(rejected).toMatchObject({
      state: 'rejected',
      counts: { rows: 1_000, valid: 974, invalid: 26, issues: 26, created: 0 },
      file: { delimiter: ';' },
      issueGroups: [
        {
          code: 'reference_not_found',
          column: 'agent_queues',
          value: 'Biling Voice',
          count: 25,
          suggestion: 'Billing Voice',
        },
        { code: 'value_out_of_range', column: 'skills', count: 1 },
      ],
    });
    expect(await admin.countUsers()).toBe(before);

    const download = await admin.ask(rejected.links['errorReport']!);
    expect(download.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(download.headers.get('content-disposition')).toMatch(/^attachment; filename=/);
    const report = await download.text();
    expect(report.split('\r\n')).toHaveLength(1_002);
    expect(report).toContain('502;"value_out_of_range: Row 502, skills: French needs a level from 1 to 5 (got 9)."');

    const corrected = report
      .split('\r\n')
      .map((line) => line.replace(';Biling Voice;', ';Billing Voice;').replace(';French:9;', ';French:4;'))
      .join('\r\n');
    const succeeded = await admin.import(corrected, `?parentJobId=${rejected.id}`);
    expect(succeeded).toMatchObject({
      state: 'succeeded',
      counts: { rows: 1_000, created: 1_000 },
      parentJobId: rejected.id,
    });
    expect(await admin.countUsers()).toBe(before + 1_000);
    const { data } = await admin.get<{ data: { displayName: string }[] }>(
      `/v1/users?search=${encodeURIComponent(strangers[0]!.email)}`,
    );
    expect(data[0]?.displayName).toBe(`=${strangers[0]!.displayName}`);
  }, 60_000);

  it('can be read without its good rows', async () => {
    const job = await admin.import(`user_email,role\n${strangers[3]!.email},Agent\nnobody@example.com,Agent\n`);
    const report = await (await admin.ask(`${job.links['errorReport']}?rows=issues`)).text();
    expect(report).not.toContain('row 2');
    expect(report.split('\r\n')).toHaveLength(4); // header, both rows (the first is a user by now), line end
  });

  it('can be paged through, issue by issue and kind by kind', async () => {
    const bad = Array.from({ length: 60 }, (_, i) => `stranger${i}@example.com,Agnt`);
    const job = await admin.import(`user_email,role\n${bad.join('\n')}\n`);
    const rows: (number | null)[] = [];
    let cursor = '';
    for (let pages = 0; pages < 10; pages += 1) {
      const page = await admin.get<{ data: { row: number }[]; nextCursor: string | null }>(
        `/v1/jobs/${job.id}/issues?limit=50${cursor}`,
      );
      rows.push(...page.data.map(({ row }) => row));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
    expect(rows).toHaveLength(120);
    expect(rows).toEqual([...rows].sort((a, b) => (a ?? 0) - (b ?? 0)));
    const groups = await admin.get<{ data: { code: string; count: number }[] }>(`/v1/jobs/${job.id}/issues?group=true`);
    expect(groups.data).toMatchObject([
      { code: 'person_not_found', count: 60 },
      { code: 'reference_not_found', value: 'Agnt', count: 60, suggestion: 'Agent' },
    ]);
  });
});

describe('a file that breaks off in the middle', () => {
  it('has a report of what is wrong, which nobody can take for the whole table', async () => {
    const [one, two] = (await directory(admin)).slice(1_261, 1_263).map(({ email }) => email);
    const broken = await admin.import(`user_email,role\r\n${one},Agent\r\n${two},Agnt\r\n"${one},Agent\r\n`);
    expect(broken).toMatchObject({ state: 'rejected', counts: { issues: 2 } });
    const report = await (await admin.ask(broken.links['errorReport']!)).text();
    const [header, file, row, end] = report.split('\r\n');
    expect([header, end]).toEqual(['_row,_errors', '']);
    expect(file).toMatch(/^,"?csv_malformed: Row 4/);
    expect(row).toMatch(/^3,"?reference_not_found: Row 3, role: 'Agnt'/);

    const again = await admin.import(report);
    expect(again).toMatchObject({ state: 'rejected', counts: { created: 0 } });
    expect(again.issueGroups.map(({ code }) => code)).toContain('missing_column');
  });
});

describe('validating only', () => {
  it('says what would be added, and adds nobody', async () => {
    const before = await admin.countUsers();
    const email = (await directory(admin))[1_260]!.email;
    const job = await admin.import(`user_email,role\n${email},Agent\n`, '?mode=validate');
    expect(job).toMatchObject({ state: 'validated', counts: { rows: 1, created: 1 } });
    expect(await admin.countUsers()).toBe(before);
    const changes = await admin.get<{ data: unknown[] }>(`/v1/jobs/${job.id}/changes`);
    expect(changes.data).toMatchObject([
      { row: 2, userEmail: email, action: 'create', fields: { role: { from: null, to: 'Agent' } } },
    ]);
    const result = await (await admin.ask(job.links['result']!)).text();
    expect(result).toContain('row,user_id,user_email,action,column,from,to');
  });
});
