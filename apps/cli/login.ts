import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { routes } from '@muster/contract';
import { openClient } from './client.ts';
import type { Config } from './config.ts';
import { quoted } from './printable.ts';
import { checkedLogin, saveLogin } from './savedLogin.ts';
import { note, print, type Terminal } from './terminal.ts';

const usualUrl = 'http://127.0.0.1:8080';

/** Asks for what was not given, tries the key, and keeps it. From a pipe the key is the first line. */
export async function login(
  terminal: Terminal,
  config: Config,
  given: { url?: string; key?: string },
): Promise<number> {
  const asks = terminal.stdin.isTTY;
  const url = given.url ?? config.url ?? (asks ? await ask(terminal, `Server [${usualUrl}]: `) : '');
  const key =
    given.key ??
    config.key ??
    (asks ? await askHidden(terminal, 'Key (it is not shown): ') : await firstLine(terminal));
  const entered = checkedLogin(url.trim() === '' ? usualUrl : url.trim(), key.trim());
  const account = await openClient(entered, terminal).ask(routes.getAccount);
  await saveLogin(config.loginFile, entered);
  print(terminal, `Signed in to ${quoted(account.name)} at ${entered.url}.`);
  note(terminal, `The key is kept in ${config.loginFile}, which only you can read.`);
  return 0;
}

async function ask({ stdin, stderr, interrupted }: Terminal, question: string): Promise<string> {
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    return await lines.question(question, { signal: interrupted });
  } finally {
    lines.close();
  }
}

/** The question is shown, what is typed is not. */
async function askHidden(terminal: Terminal, question: string): Promise<string> {
  const nowhere = new Writable({ write: (_piece, _encoding, done) => done() });
  const lines = createInterface({ input: terminal.stdin, output: nowhere, terminal: true });
  terminal.stderr.write(question); // now that nothing is echoed any more, however fast the answer is
  try {
    return await lines.question('', { signal: terminal.interrupted });
  } finally {
    lines.close();
    note(terminal, '');
  }
}

async function firstLine({ stdin }: Terminal): Promise<string> {
  for await (const line of createInterface({ input: stdin })) return line;
  return '';
}
