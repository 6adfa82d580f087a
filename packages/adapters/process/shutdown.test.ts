import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const program = (steps: string) => `
  import { shutdownOnSignal } from '${join(__dirname, 'shutdown.ts')}';
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  shutdownOnSignal(log, 500, [${steps}]);
  setInterval(() => {}, 1_000);
  console.log('ready');
`;
const step = (body: string) => `{ name: 'step', run: async () => { ${body} } }`;

test.each([
  ['every step done', `${step("console.log('a');")}, ${step("console.log('b');")}`, 0, 'ready\na\nb\n'],
  [
    'a step that fails, and the next one run all the same',
    `${step('throw 1;')}, ${step("console.log('b');")}`,
    1,
    'ready\nb\n',
  ],
  ['a step that never ends', step('await new Promise(() => {});'), 1, 'ready\n'],
])('SIGTERM ends a process: %s', async (_, steps, code, said) => {
  const args = ['--import', 'tsx', '--input-type=module', '--conditions=development', '-e', program(steps)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (piece: Buffer) => {
    if (output === '') child.kill('SIGTERM');
    output += piece.toString();
  });
  expect([await once(child, 'close'), output]).toEqual([[code, null], said]);
});
