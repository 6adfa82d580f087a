/** A table as a CSV file that Excel opens as it is meant: UTF-8 with BOM, CRLF, cells quoted where they must be. */
export function csvText(table: readonly (readonly string[])[]): string {
  return `\uFEFF${table.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
