import { addDays, startOfDay } from '#lib/base/civil.ts';
import type { Instant, LocalDate } from '#lib/base/instant.ts';
import type { AccountState, OpenPromise } from './account.ts';
import type { AccountInput } from './account-input.ts';
import type { EventFact } from './facts.ts';

/** A promise in the account's history; `number` counts the account's promises from 1. */
export interface PromiseRecord {
  readonly number: number;
  readonly amount: number;
  readonly date: LocalDate;
  readonly status: 'open' | 'kept' | 'broken' | 'cancelled';
  readonly madeAt: Instant;
  readonly endedAt: Instant | null;
}

/** What one event, or one midnight, did to an account. */
export interface AccountStep {
  readonly state: AccountState;
  /** `promise.kept` and `promise.broken` that follow from it, in order, for journeys to see. */
  readonly derived: readonly EventFact[];
  /** Promises that began or ended by it, as they now stand. */
  readonly promises: readonly PromiseRecord[];
}

/**
 * From when on events change what an import said, by field; null where the import said nothing, so that every event
 * counts. An instant alone stands for all three.
 */
export type AccountAsOf = Instant | { readonly balance: Instant; readonly dueDate: Instant | null; readonly status: Instant | null };

/** An account as an import says it, before any event: counts and totals 0, no promise. */
export function importedAccount(input: AccountInput & { currency: string }, id: string, debtorId: string): AccountState {
  return {
    id,
    externalId: input.externalId,
    debtorId,
    product: input.product ?? null,
    currency: input.currency,
    balance: input.balance ?? 0,
    principal: input.principal ?? null,
    dueDate: input.dueDate ?? null,
    openedAt: input.openedAt ?? null,
    status: input.status ?? null,
    segment: input.segment ?? null,
    score: input.score ?? null,
    tags: input.tags ?? [],
    attributes: input.attributes ?? {},
    lastPaymentAt: null,
    lastPaymentAmount: null,
    paidTotal: 0,
    surplus: 0,
    promise: null,
    brokenPromises: 0,
    promisesMade: 0,
    statusBeforeDispute: null,
    disputedAt: null,
  };
}

/**
 * The account after one more event, which must not be older than those folded before (else fold anew: `foldAccount`).
 * A promise whose midnight lies before the event breaks first; one that ends at the very instant of the event does not,
 * since events come before the calendar. `zone` is the debtor's; it says when the promised day is over.
 */
export function applyAccountEvent(state: AccountState, event: EventFact, zone: string, asOf: AccountAsOf): AccountStep {
  const before = settlePromise(state, event.at - 1);
  const after = effectOf(before.state, event, zone, asOf);
  if (!before.broke) return after;
  return { state: after.state, derived: [...before.derived, ...after.derived], promises: [...before.promises, ...after.promises] };
}

/** Breaks the open promise if its midnight has come by `now`. The derived event is dated at that midnight. */
export function settlePromise(state: AccountState, now: Instant): AccountStep & { readonly broke: boolean } {
  const promise = state.promise;
  if (!promise || promise.breaksAt > now) return { ...unchanged(state), broke: false };
  const at = Math.max(promise.breaksAt, promise.madeAt);
  const next = { ...state, promise: null, brokenPromises: state.brokenPromises + 1 };
  return { ...ended(next, promise, state.promisesMade, 'broken', at), broke: true };
}

/**
 * An imported account and all its events up to and including `until`, folded in order of `at`, ties as given (by
 * arrival), with promises broken at their midnights in between. The same as applying one after another.
 */
export function foldAccount(
  imported: AccountState,
  events: readonly EventFact[],
  zone: string,
  asOf: AccountAsOf,
  until: Instant,
): AccountStep {
  const derived: EventFact[] = [];
  const promises = new Map<number, PromiseRecord>();
  const take = (step: AccountStep): AccountState => {
    derived.push(...step.derived);
    for (const promise of step.promises) promises.set(promise.number, promise);
    return step.state;
  };
  let state = imported;
  for (const event of inOrderOfTime(events)) {
    if (event.at > until) break;
    state = take(applyAccountEvent(state, event, zone, asOf));
  }
  state = take(settlePromise(state, until));
  return { state, derived, promises: [...promises.values()] };
}

/** Events by `at`; those of one instant keep the order in which they are given. */
export function inOrderOfTime<E extends EventFact>(events: readonly E[]): readonly E[] {
  return events.every((event, i) => i === 0 || (events[i - 1]?.at ?? 0) <= event.at) ? events : events.toSorted((a, b) => a.at - b.at);
}

/**
 * What to keep as the instant of the newest thing folded in, after a promise broke: one millisecond past its midnight,
 * so that a payment dated at that very midnight which arrives later is known to be late and everything is folded anew.
 */
export function foldedAfterBreak(broken: PromiseRecord): Instant {
  return (broken.endedAt ?? broken.madeAt) + 1;
}

function effectOf(state: AccountState, event: EventFact, zone: string, asOf: AccountAsOf): AccountStep {
  const { at, payload } = event;
  switch (event.type) {
    case 'payment.received':
      return typeof payload.amount === 'number' ? pay(state, payload.amount, at, at >= since(asOf, 'balance')) : unchanged(state);
    case 'payment.reversed':
      return typeof payload.amount === 'number' ? reverse(state, payload.amount, at >= since(asOf, 'balance')) : unchanged(state);
    case 'promise.made':
      return typeof payload.date === 'string' ? promiseMade(state, payload.date, payload.amount, at, zone) : unchanged(state);
    case 'due.changed':
      if (typeof payload.dueDate !== 'string' || at < since(asOf, 'dueDate')) return unchanged(state);
      return unchanged({ ...state, dueDate: payload.dueDate });
    case 'dispute.opened':
      // That there was one counts whatever the import said of the status since, as a payment does.
      return unchanged({ ...(at < since(asOf, 'status') ? state : withStatus(state, 'disputed')), disputedAt: at });
    default:
      return at < since(asOf, 'status') ? unchanged(state) : unchanged(statusAfter(state, event));
  }
}

function since(asOf: AccountAsOf, field: 'balance' | 'dueDate' | 'status'): Instant {
  return typeof asOf === 'number' ? asOf : (asOf[field] ?? Number.NEGATIVE_INFINITY);
}

function unchanged(state: AccountState): AccountStep {
  return { state, derived: [], promises: [] };
}

/** A payment that the imported balance already knows of still counts for totals, the last payment and promises. */
function pay(state: AccountState, amount: number, at: Instant, lowersBalance: boolean): AccountStep {
  const applied = lowersBalance ? Math.min(state.balance, amount) : 0;
  const next: AccountState = {
    ...state,
    balance: state.balance - applied,
    surplus: state.surplus + (lowersBalance ? amount - applied : 0),
    lastPaymentAt: at,
    lastPaymentAmount: amount,
    paidTotal: state.paidTotal + amount,
  };
  const promise = state.promise;
  if (!promise) return unchanged(next);
  const paid = promise.paid + amount;
  if (paid < promise.amount) return unchanged({ ...next, promise: { ...promise, paid } });
  return ended({ ...next, promise: null }, promise, state.promisesMade, 'kept', at);
}

/** Takes from the surplus first, so that a payment and its reversal leave the balance as it was. A kept promise stays kept. */
function reverse(state: AccountState, amount: number, restoresBalance: boolean): AccountStep {
  const fromSurplus = restoresBalance ? Math.min(state.surplus, amount) : 0;
  const promise = state.promise;
  return unchanged({
    ...state,
    balance: state.balance + (restoresBalance ? amount - fromSurplus : 0),
    surplus: state.surplus - fromSurplus,
    paidTotal: state.paidTotal - amount,
    promise: promise && { ...promise, paid: Math.max(0, promise.paid - amount) },
  });
}

function promiseMade(state: AccountState, date: LocalDate, amount: unknown, at: Instant, zone: string): AccountStep {
  const number = state.promisesMade + 1;
  const promise: OpenPromise = {
    date,
    amount: typeof amount === 'number' ? amount : state.balance,
    paid: 0,
    madeAt: at,
    breaksAt: startOfDay(addDays(date, 1), zone),
  };
  const earlier = state.promise ? [recordOf(state.promise, state.promisesMade, 'cancelled', at)] : [];
  const next = { ...state, promise, promisesMade: number };
  if (promise.amount > 0) return { state: next, derived: [], promises: [...earlier, recordOf(promise, number, 'open', null)] };
  const kept = ended({ ...next, promise: null }, promise, number, 'kept', at);
  return { ...kept, promises: [...earlier, ...kept.promises] };
}

function ended(state: AccountState, promise: OpenPromise, number: number, status: 'kept' | 'broken', at: Instant): AccountStep {
  const payload = { number, amount: promise.amount, date: promise.date };
  return { state, derived: [{ type: `promise.${status}`, at, payload }], promises: [recordOf(promise, number, status, at)] };
}

function recordOf(promise: OpenPromise, number: number, status: PromiseRecord['status'], endedAt: Instant | null): PromiseRecord {
  return { number, amount: promise.amount, date: promise.date, status, madeAt: promise.madeAt, endedAt };
}

/** While disputed, the status before is remembered; any other status that is set meanwhile forgets it. */
function statusAfter(state: AccountState, event: EventFact): AccountState {
  switch (event.type) {
    case 'dispute.closed':
      return state.status === 'disputed' ? { ...state, status: state.statusBeforeDispute, statusBeforeDispute: null } : state;
    case 'account.cancelled':
      return withStatus(state, 'cancelled');
    case 'status.changed':
      return typeof event.payload.status === 'string' ? withStatus(state, event.payload.status) : state;
    default:
      return state;
  }
}

function withStatus(state: AccountState, status: string): AccountState {
  if (status !== 'disputed') return { ...state, status, statusBeforeDispute: null };
  return state.status === 'disputed' ? state : { ...state, status, statusBeforeDispute: state.status };
}
