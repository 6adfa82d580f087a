import type { Delimiter } from '@muster/domain';

/**
 * Which character separates cells: the one found most often, outside quotes, in the first record that is not blank.
 * Until that record has ended any of the three may. A record of blanks, delimiters and quotes says nothing.
 */
export function delimiterVote(told: Delimiter | null): {
  /** Asked only outside quotes: every yes is a vote. */
  isDelimiter: (code: number) => boolean;
  see: (code: number) => void;
  endRecord: () => void;
  winner: () => Delimiter | null;
  hasSeenText: () => boolean;
} {
  let winner = told;
  let winnerCode = told?.charCodeAt(0) ?? null;
  let votes = { ',': 0, ';': 0, '\t': 0 };
  let hasSeenText = false;

  return {
    isDelimiter(code) {
      if (winnerCode !== null) return code === winnerCode;
      const candidate = candidates.find((one) => one.charCodeAt(0) === code);
      if (candidate !== undefined) votes[candidate] += 1;
      return candidate !== undefined;
    },
    see(code) {
      hasSeenText ||= !/[\s,;"]/.test(String.fromCharCode(code));
    },
    endRecord() {
      if (winnerCode === null && hasSeenText) {
        // On a tie the earlier one: a header of one column is a comma file like any other.
        winner = candidates.reduce((best, one) => (votes[one] > votes[best] ? one : best));
        winnerCode = winner.charCodeAt(0);
      }
      votes = { ',': 0, ';': 0, '\t': 0 };
    },
    winner: () => winner,
    hasSeenText: () => hasSeenText,
  };
}

const candidates = [',', ';', '\t'] as const satisfies readonly Delimiter[];
