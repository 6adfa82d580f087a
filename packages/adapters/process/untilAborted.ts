/**
 * The same chunks, until the signal says stop: then it throws the signal's reason at once, even while the source
 * keeps silent. A client that stalls would otherwise hold a half-written file until it deigns to go on.
 */
export async function* untilAborted(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await nextUnlessAborted(chunks, signal);
      signal.throwIfAborted();
      if (next?.done !== false) return;
      yield next.value;
    }
  } finally {
    // Not awaited: a source that keeps silent does not answer this either. It is told, and that is all we owe it.
    chunks.return?.().catch(() => undefined);
  }
}

/** Null when the signal was quicker. Cleans up after each chunk: a signal may outlive thousands of them. */
function nextUnlessAborted(
  chunks: AsyncIterator<Uint8Array>,
  signal: AbortSignal,
): Promise<IteratorResult<Uint8Array, unknown> | null> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(null);
    if (signal.aborted) {
      stop();
      return;
    }
    signal.addEventListener('abort', stop, { once: true });
    chunks
      .next()
      .finally(() => signal.removeEventListener('abort', stop))
      .then(resolve, reject);
  });
}
