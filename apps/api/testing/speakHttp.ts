import { connect, type Socket } from 'node:net';

/** An answer as it came over the wire; `interim`: status lines before it, such as 100 Continue. */
export type RawAnswer = { status: number; headers: Record<string, string>; body: string; interim: string[] };

/** A conversation over one connection, byte by byte: clients that libraries would not let us be. */
export type Conversation = {
  socket: Socket;
  send(...pieces: (string | Buffer)[]): void;
  /** The next final answer; rejects when the connection ends without one. */
  answer(): Promise<RawAnswer>;
  hangUp(): void;
};

export function speakHttp(port: number): Conversation {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  let ended = false;
  let listener: () => void = () => undefined;
  socket.on('data', (piece) => {
    heard += piece.toString('latin1');
    listener();
  });
  socket.on('close', () => {
    ended = true;
    listener();
  });
  socket.on('error', () => undefined); // a reset is followed by close, which is what is waited for
  return {
    socket,
    send: (...pieces) => pieces.forEach((piece) => socket.write(piece)),
    answer: () =>
      new Promise((resolve, reject) => {
        listener = () => {
          const answer = parseAnswer(heard);
          if (answer !== null) resolve(answer);
          else if (ended) reject(new Error(`hung up after ${JSON.stringify(heard.slice(0, 200))}`));
        };
        listener();
      }),
    hangUp: () => socket.destroy(),
  };
}

function parseAnswer(text: string): RawAnswer | null {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  if (rest.length === 0) return null;
  const [statusLine = '', ...lines] = head.split('\r\n');
  const status = Number(statusLine.split(' ')[1]);
  if (status === 100) {
    const final = parseAnswer(rest.join('\r\n\r\n'));
    return final && { ...final, interim: [statusLine, ...final.interim] };
  }
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const bytes = Buffer.from(rest.join('\r\n\r\n'), 'latin1');
  if (bytes.length < Number(headers['content-length'] ?? 0)) return null;
  return { status, headers, body: bytes.toString('utf8'), interim: [] };
}
