import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * Runs a program of ours or of a development dependency (a path below node_modules), its output on the terminal.
 * @returns whether it was content.
 */
export function runTool(program: string, args: readonly string[]): Promise<boolean> {
  return runNode(join('node_modules', program), args);
}

export function runNode(program: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
