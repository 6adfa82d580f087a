/** Ends the command with sentences for whoever typed it, and an exit code for scripts. Never with a stack trace. */
export class Stop extends Error {
  readonly exitCode: number;
  /** Seconds after which trying again makes sense, where the server has said so. */
  readonly retryAfter: number | null;

  constructor(exitCode: number, sentences: string, retryAfter: number | null = null) {
    super(sentences);
    this.name = 'Stop';
    this.exitCode = exitCode;
    this.retryAfter = retryAfter;
  }
}

export function isStop(thrown: unknown): thrown is Stop {
  return thrown instanceof Error && thrown.name === 'Stop' && 'exitCode' in thrown;
}

/** What the system calls the failure, such as `ENOENT`; looked for in the causes too. */
export function failureCode(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
  return thrown.cause === undefined ? thrown.message : failureCode(thrown.cause);
}
