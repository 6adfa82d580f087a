import { z } from 'zod';

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration as people write it, `500ms 5s 10m 24h 7d`, in milliseconds. */
export const duration = z.string().transform((text, context) => {
  const [, amount, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text) ?? [];
  if (amount === undefined || !isUnit(unit)) {
    context.addIssue({ code: 'custom', message: 'must be a duration such as 500ms, 5s, 10m, 24h or 7d' });
    return z.NEVER;
  }
  return Number(amount) * units[unit];
});

/** A list of them, `0s,5s,5m`. */
export const durations = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(duration));

function isUnit(text: string | undefined): text is keyof typeof units {
  return text !== undefined && Object.hasOwn(units, text);
}
