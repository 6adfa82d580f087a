import { TextDecoder } from 'node:util';
import { looksLikeUtf16 } from './sniffBytes.ts';

/** Turns pieces into text. `unfit` says why the bytes cannot be text in this encoding; nothing follows it. */
type BytesToText = {
  /** The WHATWG name of what is read (`utf-8`, `utf-16le`, `windows-1252` …); null when the named one is unknown. */
  encoding: string | null;
  decode: (piece: Uint8Array) => { text: string; unfit: string | null };
  /** Why the bytes stopped in the middle of a character, or null. */
  end: () => string | null;
};

/**
 * The encoding, decided once from the first piece: a byte order mark, else the one the caller named, else UTF-8.
 * Never guessed: a wrong guess would import misspelt names, and nobody would see it.
 */
export function bytesToText(firstPiece: Uint8Array, named: string | null): BytesToText {
  const lead = Buffer.from(firstPiece.subarray(0, 4_096)).toString('latin1');
  if (lead.startsWith('\xFF\xFE\x00\x00') || lead.startsWith('\x00\x00\xFE\xFF')) return unreadable('UTF-32');
  const label = markedEncoding(lead) ?? named;
  if (label === null && looksLikeUtf16(lead)) return unreadable('UTF-16 without a byte order mark');

  const decoder = fatalDecoder(label ?? 'utf-8');
  if (decoder === null) return unreadable(`the encoding ${JSON.stringify(label)}, which is not known`);
  const unfit = `bytes that are not ${decoder.encoding}`;
  return {
    encoding: decoder.encoding,
    decode: (piece) => attempt(() => decoder.decode(piece, { stream: true }), unfit),
    end: () => attempt(() => decoder.decode(), unfit).unfit,
  };
}

function markedEncoding(lead: string): string | null {
  if (lead.startsWith('\xEF\xBB\xBF')) return 'utf-8';
  if (lead.startsWith('\xFF\xFE')) return 'utf-16le';
  if (lead.startsWith('\xFE\xFF')) return 'utf-16be';
  return null;
}

function unreadable(found: string): BytesToText {
  return { encoding: null, decode: () => ({ text: '', unfit: found }), end: () => null };
}

/** Null for a label nobody knows. Strips a byte order mark; throws at the first byte that does not belong. */
function fatalDecoder(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    return null;
  }
}

/** A fatal decoder throws for one reason only: bytes that are not of its encoding. */
function attempt(decode: () => string, unfit: string): { text: string; unfit: string | null } {
  try {
    return { text: decode(), unfit: null };
  } catch {
    return { text: '', unfit };
  }
}
