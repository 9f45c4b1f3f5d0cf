/** The values of one statement while its text is put together. Begins with those whose places the text has already. */
export class SqlParams {
  readonly #values: unknown[];

  constructor(values: readonly unknown[] = []) {
    this.#values = [...values];
  }

  /** The values in order, for `query`. */
  get values(): readonly unknown[] {
    return this.#values;
  }

  /** Adds a value and answers its place, `$3`. */
  add(value: unknown): string {
    return `$${this.#values.push(value)}`;
  }
}
