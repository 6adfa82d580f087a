export type CsvFile = { name: string; mimeType: string; buffer: Buffer };

/** A file as somebody chooses it. */
export function csvFile(rows: readonly string[], header = 'user_email,role', name = 'users.csv'): CsvFile {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`${header}\r\n${rows.join('\r\n')}\r\n`) };
}
