import type { Instant } from '#lib/base/instant.ts';
import type { AccountState } from '#lib/facts/account.ts';
import { type AccountAsOf, type AccountStep, applyAccountEvent, foldAccount, foldedAfterBreak } from '#lib/facts/account-events.ts';
import type { DebtorState } from '#lib/facts/debtor.ts';
import { applyDebtorEvent, type DebtorAsOf, foldDebtor } from '#lib/facts/debtor-events.ts';
import type { EventFact } from '#lib/facts/facts.ts';
import type { FoldBase, Folded } from './world.ts';

type FoldedAccount = Folded<AccountState, AccountAsOf>;
type FoldedDebtor = Folded<DebtorState, DebtorAsOf>;

type Fold = (base: FoldBase<AccountState, AccountAsOf>, events: readonly EventFact[], zone: string, now: Instant) => AccountStep;

const foldWithCalendar: Fold = (base, events, zone, now) => foldAccount(base.imported, events, zone, base.asOf, now);

/** Everything up to `now` but for promises that break at `now` itself: events of an instant come before its calendar. */
const foldBeforeCalendar: Fold = (base, events, zone, now) => {
  const before = foldAccount(base.imported, events, zone, base.asOf, now - 1);
  const ofNow = events.filter((event) => event.at >= now);
  return ofNow.reduce((step, event) => joined(step, applyAccountEvent(step.state, event, zone, base.asOf)), before);
};

/**
 * An account after one more event, late or not. A late one (older than the newest folded in) folds everything anew, and
 * only what is derived beyond what was derived before is told to the journeys. Throws where what it needs was not read.
 */
export function foldIntoAccount(
  account: FoldedAccount,
  event: EventFact,
  zone: string,
  now: Instant,
): { account: FoldedAccount; step: AccountStep } {
  const { base, past } = needed(account, event);
  if (past === null) {
    const step = applyAccountEvent(account.state, event, zone, base.asOf);
    return { account: { state: step.state, foldedUntil: event.at, base: withPast(base, event) }, step };
  }
  // An earlier turn of this very instant may have broken the promise: then the calendar of `now` is folded in as well, and stays so.
  const fold = (account.foldedUntil ?? 0) > now ? foldWithCalendar : foldBeforeCalendar;
  const before = fold(base, past, zone, now);
  const after = fold(base, [...past, event], zone, now);
  const known = new Set(before.derived.map(textOf));
  const derived = after.derived.filter((one) => !known.has(textOf(one)));
  // A promise that broke meanwhile is folded in as well: what is dated before its midnight and comes later is late.
  const breaks = after.promises.filter(({ status }) => status === 'broken').map(foldedAfterBreak);
  const foldedUntil = Math.max(account.foldedUntil ?? event.at, ...breaks);
  return { account: { state: after.state, foldedUntil, base: withPast(base, event) }, step: { ...after, derived } };
}

/** Two steps as one; a promise stands as the later one says. */
function joined(first: AccountStep, second: AccountStep): AccountStep {
  const promises = new Map([...first.promises, ...second.promises].map((promise) => [promise.number, promise]));
  return { state: second.state, derived: [...first.derived, ...second.derived], promises: [...promises.values()] };
}

/** A debtor after one more event, late or not. */
export function foldIntoDebtor(debtor: FoldedDebtor, event: EventFact, now: Instant): FoldedDebtor {
  const { base, past } = needed(debtor, event);
  if (past === null) return { state: applyDebtorEvent(debtor.state, event, base.asOf), foldedUntil: event.at, base: withPast(base, event) };
  return { ...debtor, state: foldDebtor(base.imported, [...past, event], base.asOf, now), base: withPast(base, event) };
}

/** The base, and the earlier events where this one is late; null where it is not. */
function needed<State extends { externalId: string }, AsOf>(
  folded: Folded<State, AsOf>,
  event: EventFact,
): { base: FoldBase<State, AsOf>; past: readonly EventFact[] | null } {
  const { state, base, foldedUntil } = folded;
  if (!base) throw new Error(`${state.externalId}: an event came and what was imported was not read`);
  if (foldedUntil === null || event.at >= foldedUntil) return { base, past: null };
  if (!base.past) throw new Error(`${state.externalId}: a late event came and the earlier ones were not read`);
  return { base, past: base.past };
}

function withPast<State, AsOf>(base: FoldBase<State, AsOf>, event: EventFact): FoldBase<State, AsOf> {
  return base.past === null ? base : { ...base, past: [...base.past, event] };
}

function textOf(event: EventFact): string {
  return `${event.type} ${event.at} ${JSON.stringify(event.payload)}`;
}

/** The state edited, and what was imported with it: a late event that folds anew leaves the edit. */
export function withImported<State, AsOf>(folded: Folded<State, AsOf>, edit: (state: State) => State): Folded<State, AsOf> {
  const { state, base } = folded;
  return { ...folded, state: edit(state), base: base && { ...base, imported: edit(base.imported) } };
}
