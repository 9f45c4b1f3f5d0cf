import type { TurnResult } from '#lib/interpreter/world.ts';

/** One debtor's turn, to be written. */
export interface DebtorTurn {
  readonly debtorId: string;
  readonly result: TurnResult;
}
