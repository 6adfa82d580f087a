/** Ends every `switch` on a union: a new member that nobody handles fails to compile here. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
