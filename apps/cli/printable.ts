/**
 * A text from a file or a server, safe to show on a terminal: what could move the cursor, turn the direction of writing
 * or hide in no width is shown by its number instead.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const number = character.codePointAt(0) ?? 0;
    return `\\u{${number.toString(16)}}`;
  });
}

export const quoted = (text: string): string => `“${printable(text)}”`;

/** 1234567 → 1,234,567; the same on every machine, whatever its language. */
export const grouped = (count: number): string => count.toLocaleString('en-US');

/** Lines of cells in columns as wide as their widest cell. */
export function table(lines: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const cells of lines) {
    cells.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  }
  return lines.map((cells) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
