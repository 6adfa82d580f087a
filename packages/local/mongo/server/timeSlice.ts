/** Lets other connections have their turn. */
export async function yieldNow(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Long enough to be cheap, short enough that a ping beside a scan of a million records does not notice. */
const SLICE_MS = 8;

/** Shared by the loops of one command: `pause()` between steps returns at once until the slice is used up. */
export class TimeSlice {
  readonly #check: () => void;
  #until = performance.now() + SLICE_MS;

  /** `check` is called after each turn given away and may throw, e.g. when the command ran out of time. */
  constructor(check: () => void) {
    this.#check = check;
  }

  async pause(): Promise<void> {
    if (performance.now() < this.#until) return;
    await yieldNow();
    this.#until = performance.now() + SLICE_MS;
    this.#check();
  }
}
