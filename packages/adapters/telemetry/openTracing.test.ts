import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const away = 'http://127.0.0.1:1';

test.each([
  ['undefined', 'not loaded'],
  [`'${away}'`, 'loaded'],
])('with the endpoint %s OpenTelemetry is %s', async (endpoint, expected) => {
  const said = await run(`
    import Module from 'node:module';
    await openTracing(${endpoint}, { app: 'test', log });
    const loaded = Object.keys(Module._cache).some((path) => path.includes('/@opentelemetry/'));
    console.log(loaded ? 'loaded' : 'not loaded');
  `);
  expect(said).toEqual([expected]);
});

test('a collector that is away is heard of in the log, and holds up nobody', async () => {
  const [traceparent, warning = '', ms] = await run(`
    const tracing = await openTracing('${away}', { app: 'test', log });
    tracing.request({}, (end) => {
      console.log(tracing.current());
      end({ method: 'GET', route: '/', status: 200, requestId: 'req_1' });
    });
    const began = performance.now();
    await tracing.close();
    console.log(performance.now() - began);
  `);
  expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(warning).toBe('the last traces could not be sent');
  expect(Number(ms)).toBeLessThan(4_000);
});

/** What a process of its own prints: jest's modules are not those that Node loads. */
async function run(program: string): Promise<string[]> {
  const whole = `
    import { openTracing } from '${join(__dirname, 'index.ts')}';
    const log = { warn: (_, message) => console.log(message) };
    ${program}
    process.exit();
  `;
  const args = ['--import', 'tsx', '--input-type=module', '--conditions=development', '-e', whole];
  const env = { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: away, OTEL_EXPORTER_OTLP_TIMEOUT: '500' };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return stdout.trim().split('\n');
}
