import { routes } from '@muster/contract';
import type { Command } from 'commander';
import { applyTime } from './applyTime.ts';
import { exitCodes } from './exitCodes.ts';
import { exportUsers, type ExportOptions } from './exportUsers.ts';
import { listColumns } from './listings.ts';
import { reportJob, type Reporting } from './reportJob.ts';
import { saveDownload } from './saveDownload.ts';
import type { Setting } from './setting.ts';
import { Stop } from './stop.ts';
import { submitUpload, type UploadKind } from './submitUpload.ts';

/** What has to do with files: import, update, export, and what they may hold. */
export function addFileCommands(program: Command, { terminal, client, run }: Setting): void {
  const submit = async (kind: UploadKind, file: string, options: UploadOptions): Promise<number> => {
    const server = await client();
    const job = await submitUpload(terminal, server, { kind, file, query: queryOf(options) });
    return reportJob(terminal, server, job, options);
  };

  addUpload(program.command('import'))
    .description('add the users of a CSV file (- = standard input): all of them, or none')
    .action((file: string, options: UploadOptions) => run(submit('import', file, options)));

  addUpload(program.command('update'))
    .description('change users by an edited export (- = standard input): every row, or none')
    .option('--merge', 'only add to lists of queues and skills, instead of replacing them')
    .action((file: string, options: UploadOptions) => run(submit('update', file, options)));

  program
    .command('export')
    .description('write the users who match to a CSV file, whole or not at all')
    .option('-o, --output <file>', 'where to write; - = standard output', '-')
    .option('--search <text>', 'part of the e-mail address or the display name')
    .option('--role <name>')
    .option('--queue <name>', 'in either list of queues')
    .option('--skill <name>')
    .option('--team <name>')
    .option('--region <name>')
    .option('--access <access>', 'active or inactive')
    .option('--status <status>')
    .option('--columns <names>', 'only these, separated by commas')
    .option('--delimiter <mark>', 'a comma, a semicolon or "tab"')
    .option('--json', 'print the job as JSON')
    .action((options: ExportOptions) => run(client().then((server) => exportUsers(terminal, server, options))));

  const sample = async (kind: string, output: string): Promise<number> => {
    const route = kind === 'import' ? routes.getImportSample : routes.getUpdateSample;
    await saveDownload(terminal, await (await client()).send(route), output);
    return 0;
  };
  const samples = program.command('sample').description('a file to start from, with names of your account');
  for (const kind of ['import', 'update']) {
    samples
      .command(kind)
      .description(`a file for muster ${kind}`)
      .option('-o, --output <file>', 'where to write; - = standard output', '-')
      .action(({ output }: { output: string }) => run(sample(kind, output)));
  }

  program
    .command('columns')
    .description('what a file may hold, column by column')
    .option('--json', 'print a JSON document a line')
    .action(({ json = false }: { json?: boolean }) =>
      run(client().then((server) => listColumns(terminal, server, json))),
    );
}

type UploadOptions = Reporting & {
  review?: boolean;
  validate?: boolean;
  merge?: boolean;
  applyAt?: string;
  encoding?: string;
  parent?: string;
};

function addUpload(command: Command): Command {
  return command
    .argument('<file>')
    .option('--review', 'show the plan and wait for muster confirm')
    .option('--validate', 'judge the whole file and apply nothing')
    .option('--apply-at <time>', 'apply it then, such as 2030-01-31T09:30 (time of this machine) or 2030-01-31T09:30Z')
    .option('--encoding <name>', 'for files that are not UTF-8: windows-1252')
    .option('--parent <job>', 'the rejected job that this file corrects')
    .option('--watch', 'follow the job to its end')
    .option('--json', 'print the job as JSON');
}

function queryOf(options: UploadOptions): Record<string, string | undefined> {
  const { review, validate, merge, encoding, parent } = options;
  if (review === true && validate === true) {
    throw new Stop(
      exitCodes.usage,
      '--review and --validate exclude each other: one applies when confirmed, one never.',
    );
  }
  return {
    mode: review === true ? 'review' : validate === true ? 'validate' : undefined,
    listMode: merge === true ? 'merge' : undefined,
    applyAt: options.applyAt === undefined ? undefined : applyTime(options.applyAt),
    encoding,
    parentJobId: parent,
  };
}
