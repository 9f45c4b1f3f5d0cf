import type { Instant, LocalDate } from '#lib/base/instant.ts';
import type { Attributes } from './debtor.ts';

/** What an account's status may be. `paid` comes from imports and `status.changed`, never from a payment. */
export const ACCOUNT_STATUSES = ['current', 'overdue', 'paid', 'cancelled', 'disputed', 'legal', 'written_off'] as const;

/** A promise that is open: what was promised, and what has been paid towards it since it was made. */
export interface OpenPromise {
  readonly date: LocalDate;
  readonly amount: number;
  readonly paid: number;
  readonly madeAt: Instant;
  /** The midnight after `date` in the debtor's zone. */
  readonly breaksAt: Instant;
}

/** One debt, as the import and the events since then say. Amounts in minor units of `currency`. */
export interface AccountState {
  readonly id: string;
  readonly externalId: string;
  readonly debtorId: string;
  readonly product: string | null;
  readonly currency: string;
  readonly balance: number;
  readonly principal: number | null;
  readonly dueDate: LocalDate | null;
  readonly openedAt: Instant | null;
  readonly status: string | null;
  readonly segment: string | null;
  readonly score: number | null;
  readonly tags: readonly string[];
  readonly attributes: Attributes;
  readonly lastPaymentAt: Instant | null;
  readonly lastPaymentAmount: number | null;
  readonly paidTotal: number;
  /** Paid beyond the balance; nothing is lost. */
  readonly surplus: number;
  readonly promise: OpenPromise | null;
  readonly brokenPromises: number;
  /** Promises made so far: the number of the newest one. */
  readonly promisesMade: number;
  readonly statusBeforeDispute: string | null;
  /** When a dispute was last opened; it stays when the dispute is closed. */
  readonly disputedAt: Instant | null;
}
