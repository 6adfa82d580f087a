const pieceBytes = 64 * 1024;

/**
 * The same bytes in pieces of exactly 64 KiB (the last one smaller). A store may hand over one byte or 64 MB at a
 * time; the stages behind this one have one size of work, and nothing they find depends on how the bytes arrived.
 */
export async function* evenPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  for await (const chunk of bytes) {
    let rest = chunk;
    while (waitingBytes + rest.length >= pieceBytes) {
      const wanted = pieceBytes - waitingBytes;
      yield Buffer.concat([...waiting, rest.subarray(0, wanted)]);
      rest = rest.subarray(wanted);
      waiting = [];
      waitingBytes = 0;
    }
    if (rest.length > 0) waiting.push(rest);
    waitingBytes += rest.length;
  }
  if (waitingBytes > 0) yield Buffer.concat(waiting);
}
