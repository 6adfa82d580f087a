/** A part of a form: a file when it has a file name, else a field. */
export type Part = { name: string; fileName?: string; content: string | Buffer };

const boundary = 'frontier';
export const formType = `multipart/form-data; boundary=${boundary}`;

/** A multipart/form-data body, down to whether it has its end. */
export function aForm(parts: readonly Part[], { whole = true }: { whole?: boolean } = {}): Buffer {
  const pieces = parts.flatMap(({ name, fileName, content }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`,
    fileName === undefined ? '\r\n\r\n' : `; filename="${fileName}"\r\nContent-Type: text/csv\r\n\r\n`,
    content,
    '\r\n',
  ]);
  return Buffer.concat([...pieces, whole ? `--${boundary}--\r\n` : ''].map((piece) => Buffer.from(piece)));
}
