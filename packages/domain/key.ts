/**
 * The one function that decides whether two names or addresses are the same: NFC, trimmed, lower case. What it
 * returns is stored (`emailKey`, `nameKey`, `displayNameKey`) under plain indexes; it finds duplicates in a file,
 * resolves references, sorts and searches. No database collation anywhere.
 */
export function key(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}
