import { CommanderError } from 'commander';
import { openClient } from './client.ts';
import type { Config } from './config.ts';
import { createProgram } from './createProgram.ts';
import { exitCodes } from './exitCodes.ts';
import { login } from './login.ts';
import { findLogin } from './savedLogin.ts';
import { failureCode, isStop } from './stop.ts';
import { note, type Terminal } from './terminal.ts';

/** Runs one command line, tells what went wrong in sentences, and returns the exit code. */
export async function runMuster(args: readonly string[], config: Config, terminal: Terminal): Promise<number> {
  const ending: { code: number } = { code: exitCodes.done };
  const program = createProgram({
    terminal,
    client: async () => openClient(await findLogin(config), terminal),
    login: (given) => login(terminal, config, given),
    run: async (work) => {
      ending.code = await work;
    },
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return ending.code;
  } catch (thrown) {
    return explain(terminal, thrown);
  }
}

function explain(terminal: Terminal, thrown: unknown): number {
  // commander has told what is wrong with the command line, or has shown the help that was asked for.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (isStop(thrown)) {
    note(terminal, `muster: ${thrown.message}`);
    return thrown.exitCode;
  }
  if (terminal.interrupted.aborted || failureCode(thrown) === 'ABORT_ERR') return exitCodes.interrupted;
  note(terminal, `muster: this should not have happened: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  return exitCodes.internal;
}
