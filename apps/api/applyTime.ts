import { wrongInput } from './parseInput.ts';

const minuteMs = 60_000;
const mostMs = 30 * 24 * 60 * minuteMs;

/** When the file is to be applied; null = as soon as it can be. @throws Problem `invalid_request`. */
export function applyTime({ mode, applyAt }: { mode: string; applyAt?: string | undefined }, now: Date): Date | null {
  if (applyAt === undefined) return null;
  if (mode === 'validate') throw wrong('has nothing to say where nothing is applied (mode=validate)');
  const at = new Date(applyAt);
  const ahead = at.getTime() - now.getTime();
  if (ahead < minuteMs || ahead > mostMs) throw wrong('must be from one minute to 30 days ahead');
  return at;
}

function wrong(sentence: string) {
  return wrongInput([{ path: 'applyAt', message: `applyAt: ${sentence}.` }]);
}
