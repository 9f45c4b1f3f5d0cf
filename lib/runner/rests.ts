/** The first rest after a failure; each further failure in a row doubles it. */
const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** What failed is left alone for a while, longer each time, so that it neither fills the log nor keeps others waiting. */
export class Rests {
  readonly #rests = new Map<string, { until: number; ms: number }>();
  readonly #now: () => number;

  /** `now` in milliseconds of a clock that is never set back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  isResting(key: string): boolean {
    const rest = this.#rests.get(key);
    return rest !== undefined && this.#now() < rest.until;
  }

  failed(key: string): void {
    const ms = Math.min(LONGEST_MS, (this.#rests.get(key)?.ms ?? FIRST_MS / 2) * 2);
    this.#rests.set(key, { until: this.#now() + ms, ms });
  }

  succeeded(key: string): void {
    this.#rests.delete(key);
  }
}
