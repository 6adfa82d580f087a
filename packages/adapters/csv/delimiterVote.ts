import type { Delimiter } from '@muster/domain';

/**
 * Which character separates cells: the one found most often, outside quotes, in the first record with text in it.
 * Until that record has ended any of the three may; `told` ends the vote before it begins.
 */
export function delimiterVote(told: Delimiter | null): {
  /** Asked only outside quotes: every yes is a vote. */
  isDelimiter: (code: number) => boolean;
  noteText: () => void;
  endRecord: () => void;
  hasText: () => boolean;
  winner: () => Delimiter | null;
} {
  let winner = told;
  let winnerCode = told?.charCodeAt(0) ?? null;
  let votes = { ',': 0, ';': 0, '\t': 0 };
  let hasText = false;

  return {
    isDelimiter(code) {
      if (winnerCode !== null) return code === winnerCode;
      const candidate = candidates.find((one) => one.charCodeAt(0) === code);
      if (candidate !== undefined) votes[candidate] += 1;
      return candidate !== undefined;
    },
    noteText() {
      hasText = true;
    },
    endRecord() {
      if (winner !== null) return;
      if (hasText) {
        // On a tie the earlier one: a header of one column is a comma file like any other.
        winner = candidates.reduce((best, one) => (votes[one] > votes[best] ? one : best));
        winnerCode = winner.charCodeAt(0);
      }
      votes = { ',': 0, ';': 0, '\t': 0 };
    },
    hasText: () => hasText,
    winner: () => winner,
  };
}

const candidates = [',', ';', '\t'] as const satisfies readonly Delimiter[];
