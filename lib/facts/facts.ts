import type { Instant, LocalDate } from '#lib/base/instant.ts';
import type { AccountState } from './account.ts';
import type { DebtorState } from './debtor.ts';

/** Something that happened, as journeys see it. `payload` is the event's `data` (data.md section 1). */
export interface EventFact {
  readonly type: string;
  readonly at: Instant;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The debtor's recent contacts over all journeys, agents and outside systems, counted by local date. */
export interface ContactCounts {
  /** On the local date of `now`. */
  readonly contacts1d: number;
  /** On that date and the six before it. */
  readonly contacts7d: number;
  /** On that date and the 29 before it. */
  readonly contacts30d: number;
  readonly lastContactAt: Instant | null;
  readonly lastContactChannel: string | null;
}

/** This run of the journey, at the step that asks. */
export interface EnrollmentFacts {
  readonly enteredAt: Instant;
  /** Arrivals at the current node, this one included. */
  readonly visits: number;
  readonly lastOutcome: string | null;
}

/** All that a predicate or a template may see, and nothing else (journey.md section 2). */
export interface Facts {
  readonly now: Instant;
  /** The civil date of `now` in the debtor's zone. */
  readonly today: LocalDate;
  readonly account: AccountState;
  readonly debtor: DebtorState;
  readonly contacts: ContactCounts;
  /** Over the debtor's open accounts in the currency of `account`: not paid, not cancelled, something owed. */
  readonly totalBalance: number;
  readonly openAccounts: number;
  readonly enrollment: EnrollmentFacts | null;
  readonly event: EventFact | null;
}
