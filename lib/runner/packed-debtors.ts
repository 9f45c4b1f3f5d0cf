import { deserialize, serialize } from 'node:v8';
import type { DebtorOfPortfolio } from '#lib/interpreter/simulate.ts';

/** Debtors as bytes, in the form in which they go to a thread; `size`: how many. */
export interface PackedShare {
  readonly size: number;
  readonly bytes: Uint8Array;
}

/** A portfolio that waits to be simulated: packed, it takes a fraction of the memory of its objects, and is sent to threads as it is. */
export class PackedDebtors {
  readonly #shares: PackedShare[] = [];
  #size = 0;

  /** How many debtors there are. */
  get length(): number {
    return this.#size;
  }

  get shares(): readonly PackedShare[] {
    return this.#shares;
  }

  /** Adds debtors behind the others, as a share of their own. */
  add(debtors: readonly DebtorOfPortfolio[]): void {
    if (debtors.length === 0) return;
    // A copy of its own length: what the serializer gives back has room to spare.
    this.#shares.push({ size: debtors.length, bytes: Uint8Array.from(serialize(debtors)) });
    this.#size += debtors.length;
  }

  /** The debtors one by one, in the order in which they were added. */
  *[Symbol.iterator](): Generator<DebtorOfPortfolio> {
    for (const share of this.#shares) yield* unpacked(share);
  }
}

/** The debtors of a share. */
export function unpacked({ bytes }: PackedShare): readonly DebtorOfPortfolio[] {
  // Packed by this house in this process, of this shape.
  return deserialize(bytes) as readonly DebtorOfPortfolio[];
}
