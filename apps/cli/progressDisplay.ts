import { Presets, SingleBar } from 'cli-progress';
import { note, type Terminal } from './terminal.ts';

/** How far something is: `part` of 1, null where its end is not known. */
export type Step = { what: string; part: number | null; detail: string };

export type ProgressDisplay = { show(step: Step): void; say(sentence: string): void; end(): void };

/** A bar where somebody watches; where nobody does, a line whenever something new is done or another quarter of it is. */
export function openProgress(terminal: Terminal): ProgressDisplay {
  return terminal.stderr.isTTY ? bar(terminal) : lines(terminal);
}

function bar(terminal: Terminal): ProgressDisplay {
  const shown = new SingleBar(
    { format: '{what} {bar} {percentage}% {detail}', stream: terminal.stderr, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  const hide = () => {
    if (shown.isActive) shown.stop();
  };
  return {
    show: ({ what, part, detail }) => {
      const its = { what: what.padEnd(10), detail };
      if (shown.isActive) shown.update(part ?? 0, its);
      else shown.start(1, part ?? 0, its);
    },
    say: (sentence) => {
      hide();
      note(terminal, sentence);
    },
    end: hide,
  };
}

function lines(terminal: Terminal): ProgressDisplay {
  const last = { what: '', quarter: 0, line: '' };
  return {
    show: ({ what, part, detail }) => {
      const quarter = Math.floor((part ?? 0) * 4);
      const line = detail === '' ? what : `${what} ${detail}`;
      if (line === last.line || (what === last.what && quarter <= last.quarter)) return;
      Object.assign(last, { what, quarter, line });
      note(terminal, line);
    },
    say: (sentence) => note(terminal, sentence),
    end: () => undefined,
  };
}
