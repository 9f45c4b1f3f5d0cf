import { daysBetween, localDateOf, nextDayStart } from '#lib/base/civil.ts';
import { type Instant, type LocalDate, MS_PER_DAY } from '#lib/base/instant.ts';
import type { AccountState } from '#lib/facts/account.ts';
import type { DebtorState } from '#lib/facts/debtor.ts';
import type { ContactCounts, EventFact, Facts } from '#lib/facts/facts.ts';
import type { ArmModels } from '#lib/learning/arm-model.ts';
import type { HolidayTable } from '#lib/policy/holidays.ts';
import type { ContactPolicy, ContactRecord, Verdict } from '#lib/policy/verdict.ts';
import { type Enrollment, visitsOf } from './enrollment.ts';

/** What one enrollment's step sees of the world at one instant. `contacts` are the debtor's of the last 31 days, cancelled ones left out. */
export interface View {
  readonly account: AccountState;
  readonly debtor: DebtorState;
  readonly totalBalance: number;
  readonly openAccounts: number;
  /** Every account of the debtor. */
  readonly accounts: readonly { readonly state: AccountState }[];
  readonly contacts: readonly ContactRecord[];
  /** The event that woke the enrollment, where one did. */
  readonly event: EventFact | null;
  readonly holidays: HolidayTable;
  readonly policy: ContactPolicy;
  /** True in a live run, where calls to other systems are to leave the house. */
  readonly callsOut: boolean;
  /** What was known of arms at the start of the workspace's day, by key. */
  readonly models: ArmModels;
}

/** What facts are made of. */
export type Sight = Pick<View, 'account' | 'debtor' | 'totalBalance' | 'openAccounts' | 'contacts' | 'event'>;

/** The facts of a step, or of an entry where `enrollment` is null. Contacts are counted when they are first asked for: few predicates do. */
export function factsOf(view: Sight, enrollment: Enrollment | null, now: Instant): Facts {
  return new StepFacts(view, enrollment, now);
}

/** One shape for all steps, since none is made more often. */
class StepFacts implements Facts {
  readonly now: Instant;
  readonly today: LocalDate;
  readonly account: AccountState;
  readonly debtor: DebtorState;
  readonly totalBalance: number;
  readonly openAccounts: number;
  readonly enrollment: Facts['enrollment'];
  readonly event: EventFact | null;
  readonly #records: View['contacts'];
  #counted: ContactCounts | null = null;

  constructor({ account, debtor, totalBalance, openAccounts, event, contacts }: Sight, enrollment: Enrollment | null, now: Instant) {
    this.now = now;
    this.today = localDateOf(now, debtor.zone);
    this.account = account;
    this.debtor = debtor;
    this.totalBalance = totalBalance;
    this.openAccounts = openAccounts;
    this.enrollment = enrollment && {
      enteredAt: enrollment.enteredAt,
      visits: visitsOf(enrollment),
      lastOutcome: enrollment.lastOutcome,
    };
    this.event = event;
    this.#records = contacts;
  }

  get contacts(): ContactCounts {
    this.#counted ??= countContacts(this.#records, this.now, this.debtor.zone);
    return this.#counted;
  }
}

const NO_CONTACTS: ContactCounts = { contacts1d: 0, contacts7d: 0, contacts30d: 0, lastContactAt: null, lastContactChannel: null };

/** Counts by local date of the debtor: today, the last 7 dates, the last 30, today included. */
export function countContacts(contacts: readonly ContactRecord[], now: Instant, zone: string): ContactCounts {
  if (contacts.length === 0) return NO_CONTACTS;
  const today = localDateOf(now, zone);
  const ages = contacts.map((contact) => daysBetween(localDateOf(contact.queuedAt, zone), today));
  const last = contacts.reduce((newest, contact) => (contact.queuedAt >= newest.queuedAt ? contact : newest));
  return {
    contacts1d: ages.filter((age) => age < 1).length,
    contacts7d: ages.filter((age) => age < 7).length,
    contacts30d: ages.filter((age) => age < 30).length,
    lastContactAt: last.queuedAt,
    lastContactChannel: last.channel,
  };
}

/**
 * What the contact policy answers to a contact about the view's account, by `channel`, at the instant of the facts. `flags`: what
 * its words do that a policy may forbid.
 */
export function judgeContact(
  { policy, contacts, account, accounts, debtor }: View,
  { now, today }: Facts,
  channel: string,
  flags: readonly string[],
): Verdict {
  const { id, dueDate, promise } = account;
  const daysPastDue = dueDate === null ? null : daysBetween(dueDate, today);
  return policy.judge({
    channel,
    at: now,
    person: debtor,
    history: contacts,
    accounts: accounts.map(({ state }) => state),
    debts: [id],
    daysPastDue,
    promiseDate: promise?.date ?? null,
    contentFlags: flags,
  });
}

/** The newest contact by which the debtor was told this topic less than `topicDays` × 24 hours ago (half-open); null where there is none. */
export function lastTold(topic: string, contacts: readonly ContactRecord[], now: Instant, topicDays: number): ContactRecord | null {
  return contacts.findLast((contact) => contact.topic === topic && now - contact.queuedAt < topicDays * MS_PER_DAY) ?? null;
}

/** The start of the debtor's next local day: when a suspension is looked at again. */
export function nextLook(view: View, now: Instant): Instant {
  return nextDayStart(now, view.debtor.zone);
}
