/** Lets other connections have their turn. */
export async function yieldNow(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Long enough to be cheap, short enough that a ping beside a scan of a million records does not notice. */
const SLICE_MS = 3;

/** Shared by the loops of one command: `pause()` between steps returns at once until the slice is used up. */
export class TimeSlice {
  #until = performance.now() + SLICE_MS;

  async pause(): Promise<void> {
    if (performance.now() < this.#until) return;
    await yieldNow();
    this.#until = performance.now() + SLICE_MS;
  }
}
