import { formatTime } from './formatTime.ts';

/** A time in the viewer's zone; the exact one can be hovered, copied and read by programs. */
export function Time({ at, timeStyle = 'short' }: { at: string; timeStyle?: 'short' | 'medium' }) {
  return (
    <time dateTime={at} title={at}>
      {formatTime(at, { timeStyle })}
    </time>
  );
}
