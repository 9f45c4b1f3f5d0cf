import type { Instant, LocalDate } from '#lib/base/instant.ts';
import type { WeekWindows } from './rule.ts';

/** What happened to a person before, by whatever journey, agent or outside system, as the rules count it. */
export interface PriorContact {
  readonly at: Instant;
  /** Empty for what came by none: a payment, a dispute. */
  readonly channel: string;
  readonly direction: 'outbound' | 'inbound';
  readonly person: string;
  readonly role: string;
  /** The debts it was about; empty where nobody said, and then it counts for all of them. */
  readonly debts: readonly string[];
  /** `attempt no_answer not_connected voicemail answered delivered read conversation promise dispute payment …` */
  readonly outcome: string;
  readonly purpose: string;
}

/** The contact that somebody would like to make. */
export interface ProposedContact {
  readonly at: Instant;
  readonly channel: string;
  readonly purpose: string;
  readonly role: string;
  readonly person: string;
  readonly debts: readonly string[];
  readonly contentFlags: readonly string[];
  /** The days past due of the least late of its debts; null where it is not asked. */
  readonly daysPastDue: number | null;
}

/** What the rules read of the debtor. */
export interface JudgedDebtor {
  readonly zone: string;
  readonly optOut: readonly string[];
  /** Channels with consent `granted`; null where none was recorded. */
  readonly authorised: readonly string[] | null;
  /** The hours that the person signed for; null: those of the law. */
  readonly hours: OwnHours | null;
  readonly ceaseRequest: boolean;
  readonly attorneyRepresented: boolean;
  readonly callConsentAt: Instant | null;
  /** The date of the open promise. */
  readonly promiseDate: LocalDate | null;
}

/** `windows` null: any hour. */
export interface OwnHours {
  readonly windows: WeekWindows | null;
  readonly closedOnHolidays: boolean;
}

/** One question, as every kind of rule sees it. `at` moves while the next allowed instant is sought; all else stays. */
export interface Question {
  readonly debtor: JudgedDebtor;
  readonly proposed: ProposedContact;
  /** Only what counts for this question: of the same person. */
  readonly history: readonly PriorContact[];
  readonly isClosed: (date: LocalDate) => boolean;
}

/** The first instant at or after `at` at which a rule lets the contact pass by itself; `at` itself: now; Infinity: time alone never lifts it. */
export type Opening = Instant;
export const NEVER: Opening = Number.POSITIVE_INFINITY;
