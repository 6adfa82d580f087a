import { readConfig } from './config.ts';
import { runMuster } from './runMuster.ts';
import { failureCode } from './stop.ts';

async function main(): Promise<void> {
  const { stdin, stdout, stderr } = process;
  const interruption = new AbortController();
  process.once('SIGINT', () => interruption.abort()); // a second one ends us at once
  // Whoever reads us may have seen enough (`muster jobs | head`).
  stdout.on('error', (cause) => process.exit(failureCode(cause) === 'EPIPE' ? 0 : 1));
  const terminal = { stdin, stdout, stderr, interrupted: interruption.signal };
  process.exitCode = await runMuster(process.argv.slice(2), readConfig(process.env), terminal);
  stdin.destroy(); // what nobody has read of it must not keep us alive
}

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exit(1);
});
