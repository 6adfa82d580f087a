import { z } from 'zod';
import { exitCodes } from './exitCodes.ts';
import { parseJson } from './parseJson.ts';
import { printable } from './printable.ts';
import { failureCode, Stop } from './stop.ts';

/** What is shown of a problem. */
const problem = z.object({
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/** Why the server said no, in its own words. */
export async function refusal(response: Response): Promise<Stop> {
  const { status } = response;
  const text = await response.text().catch(() => ''); // cut off: its status has to do
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new Stop(exitCodeOf(status), sentences(status, text), Number.isFinite(seconds) ? seconds : null);
}

/** Nobody answered, or the answer ended too early. */
export function unreachable(url: string, cause: unknown, interrupted: AbortSignal): Stop {
  if (interrupted.aborted) return new Stop(exitCodes.interrupted, 'Interrupted.');
  return new Stop(exitCodes.unavailable, `${url} cannot be reached (${failureCode(cause)}).`);
}

function exitCodeOf(status: number): number {
  if (status === 400) return exitCodes.usage;
  if (status === 401 || status === 403) return exitCodes.noPermission;
  if (status === 429 || status >= 500) return exitCodes.unavailable;
  return exitCodes.refused;
}

function sentences(status: number, text: string): string {
  const parsed = problem.safeParse(parseJson(text));
  if (!parsed.success) return `The server answers ${status} without saying why: is it a Muster?`;
  const { code, requestId } = parsed.data;
  const lines = [...new Set(whatIsWrong(parsed.data))].map(printable);
  const cure = status === 401 ? ['Sign in with a key of the account: muster login.'] : [];
  return [...lines, ...cure, `(${code}, request ${requestId})`].join('\n');
}

/** Several wrong inputs each have a sentence; the detail then only sums them up. */
function whatIsWrong({ detail, errors = [] }: z.output<typeof problem>): string[] {
  return errors.length === 0 ? [detail] : errors.map(({ message }) => message);
}
