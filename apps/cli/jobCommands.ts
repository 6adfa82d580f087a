import { routes, type JobView } from '@muster/contract';
import type { Command } from 'commander';
import type { Client } from './client.ts';
import { fixJob, type FixOptions } from './fixJob.ts';
import { listChanges, listJobs, type JobsOptions } from './listings.ts';
import { reportJob, type Reporting } from './reportJob.ts';
import { saveDownload } from './saveDownload.ts';
import type { Setting } from './setting.ts';

type Saving = { output?: string; rows?: string; json?: boolean };

/** What has to do with one job, and the list of all. */
export function addJobCommands(program: Command, { terminal, client, run }: Setting): void {
  const report = async (options: Reporting, find: (server: Client) => Promise<JobView>): Promise<void> =>
    run(client().then(async (server) => reportJob(terminal, server, await find(server), options)));

  addReporting(program.command('status').argument('<job>'))
    .description('how a job stands, what is wrong, and what can be done')
    .action((id: string, options: Reporting) => report(options, (server) => server.ask(routes.getJob, { id })));

  addReporting(program.command('confirm').argument('<job>'))
    .description('apply what a review has shown')
    .action((id: string, options: Reporting) => report(options, (server) => server.ask(routes.confirmJob, { id })));

  program
    .command('cancel')
    .argument('<job>')
    .description('end a job with nothing applied')
    .option('--json', 'print the job as JSON')
    .action((id: string, { json = false }: Reporting) => run(cancel(id, json)));

  addReporting(program.command('undo').argument('<job>'))
    .description('take back what a job did, by a job of its own')
    .option('--keep', 'leave users as they are who were changed since; without it, one such user blocks the undo')
    .action((id: string, options: Reporting & { keep?: boolean }) =>
      report(options, (server) =>
        server.ask(routes.undoJob, { id, query: { onConflict: options.keep === true ? 'keep' : undefined } }),
      ),
    );

  addReporting(program.command('fix').argument('<job>'))
    .description('replace cells of a rejected file and try it again')
    .option('--replace <column:from=to...>', 'a whole cell, or an item of a list, wherever it stands in the column')
    .option('--suggested', 'everything that "did you mean" has suggested')
    .action((id: string, options: Reporting & FixOptions) => report(options, (server) => fixJob(server, id, options)));

  program
    .command('errors')
    .argument('<job>')
    .description('the uploaded table with what is wrong in it, to be corrected and submitted as it is')
    .option('-o, --output <file>', 'where to write; - = standard output', '-')
    .option('--rows <rows>', 'all, or issues: without the good rows, for reading only')
    .action((id: string, { output = '-', rows }: Saving) =>
      run(save(output, routes.getErrorReport, { id, query: { rows } })),
    );

  program
    .command('changes')
    .argument('<job>')
    .description('what a job changed, or would change, user by user')
    .option('-o, --output <file>', 'write a CSV file instead, a line for each cell')
    .option('--json', 'print a JSON document a line')
    .action((id: string, { output, json = false }: Saving) =>
      run(
        output === undefined
          ? client().then((server) => listChanges(terminal, server, id, json))
          : save(output, routes.getResult, { id }),
      ),
    );

  program
    .command('jobs')
    .description('the newest jobs')
    .option('--kind <kind>', 'import-users, update-users, export-users or undo-job')
    .option('--state <state>', 'such as rejected or awaiting_confirmation')
    .option('--limit <count>', 'how many, up to 100', '25')
    .option('--json', 'print a JSON document a line')
    .action((options: JobsOptions) => run(client().then((server) => listJobs(terminal, server, options))));

  async function save(
    output: string,
    route: typeof routes.getResult | typeof routes.getErrorReport,
    wish: { id: string; query?: Record<string, string | undefined> },
  ): Promise<number> {
    await saveDownload(terminal, await (await client()).send(route, wish), output);
    return 0;
  }

  /** Cancelled is what was asked for here, so it is no failure. */
  async function cancel(id: string, json: boolean): Promise<number> {
    const server = await client();
    await reportJob(terminal, server, await server.ask(routes.cancelJob, { id }), { json });
    return 0;
  }
}

function addReporting(command: Command): Command {
  return command.option('--watch', 'follow the job to its end').option('--json', 'print the job as JSON');
}
