import { Command } from 'commander';
import { addFileCommands } from './fileCommands.ts';
import { addJobCommands } from './jobCommands.ts';
import type { Setting } from './setting.ts';

/** As in package.json, which is not where this runs from. */
const version = '0.1.0';

const examples = `
A first import:
  muster login                                      asks for the server and a key, and keeps them
  muster sample import -o users.csv                 a file to fill in, in your account's own names
  muster import users.csv --validate --watch        judges every row, applies nothing
  muster import users.csv --watch                   applies all rows, or none

When it is rejected:
  muster errors JOB -o errors.csv                   the table with what is wrong beside each row
  muster import errors.csv --parent JOB --watch     the corrected table, as it is

Changing many users:
  muster export --role Agent -o agents.csv          … edit agents.csv …
  muster update agents.csv --review --watch         shows the plan and waits
  muster confirm JOB --watch                        applies it
  muster undo JOB --watch                           takes it back

In scripts, MUSTER_URL and MUSTER_KEY stand for the login, --json prints one JSON document a line, and the exit code says
how it ended:
  0 succeeded (validated, scheduled, awaiting confirmation, or accepted without --watch)
  2 rejected: correct the file    3 failed: our fault    4 cancelled or expired
  1 refused by the server         64 wrong usage         66 file cannot be read   69 server cannot be reached
  70 a mistake in muster itself   73 cannot write        74 damaged download      76 answer not understood
  77 no key, or not allowed       130 interrupted (the job goes on)`;

export function createProgram(setting: Setting): Command {
  const { terminal, login, run } = setting;
  const program = new Command('muster')
    .description(
      'Import, update and export contact center users with CSV files: every row passes, or nothing is applied.',
    )
    .version(version, '--version', 'say which version this is')
    .addHelpText('after', examples)
    .showHelpAfterError('(muster --help teaches by examples)')
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .exitOverride();
  program
    .command('login')
    .description(
      'keep the server and the key to use; what is not given is asked for, the key from a pipe if there is one',
    )
    .option('--url <url>', 'the server, such as https://muster.example.com')
    .option('--key <key>', 'the key (mst_…); better typed when asked for, others can see what a command is given')
    .action((given: { url?: string; key?: string }) => run(login(given)));
  addFileCommands(program, setting);
  addJobCommands(program, setting);
  return program;
}
