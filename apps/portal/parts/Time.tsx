import { formatTime } from './formatTime.ts';

/** A time in the viewer's zone; the exact one can be hovered, copied and read by programs. */
export function Time({ at }: { at: string }) {
  return (
    <time dateTime={at} title={at}>
      {formatTime(at)}
    </time>
  );
}
