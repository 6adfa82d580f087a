const longest = 255;

/**
 * The name of an upload as it may be shown and sent back in a header: no folders, no control or direction characters,
 * at most 255 long. It names nothing in any store.
 */
export function displayFileName(text: string): string {
  const name = text
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
  return name.slice(0, longest).replace(/[\ud800-\udbff]$/, '') || 'upload.csv';
}
