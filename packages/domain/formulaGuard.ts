/**
 * What a spreadsheet would run as a formula when a cell begins with it, quotes in front or not. The full-width signs
 * count too: Excel takes them for the plain ones in some languages.
 */
const formulaStart = /^'*[=+\-@\t\r\n\0＝＋－＠]/;
const guardedStart = /^'+[=+\-@\t\r\n\0＝＋－＠]/;

/** The cell as it is written into a file: one more leading `'` where a spreadsheet would otherwise run it. */
export function guardCell(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

/** The cell as it was before `guardCell`: the two undo each other for every text there is. */
export function unguardCell(cell: string): string {
  return cell.startsWith("'") && guardedStart.test(cell) ? cell.slice(1) : cell;
}
