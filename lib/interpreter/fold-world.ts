import type { Instant } from '#lib/base/instant.ts';
import type { AccountState } from '#lib/facts/account.ts';
import { type AccountAsOf, type AccountStep, applyAccountEvent, foldAccount } from '#lib/facts/account-events.ts';
import type { DebtorState } from '#lib/facts/debtor.ts';
import { applyDebtorEvent, type DebtorAsOf, foldDebtor } from '#lib/facts/debtor-events.ts';
import type { EventFact } from '#lib/facts/facts.ts';
import type { FoldBase, Folded } from './world.ts';

type FoldedAccount = Folded<AccountState, AccountAsOf>;
type FoldedDebtor = Folded<DebtorState, DebtorAsOf>;

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
  const before = foldAccount(base.imported, past, zone, base.asOf, now);
  const after = foldAccount(base.imported, [...past, event], zone, base.asOf, now);
  const known = new Set(before.derived.map(textOf));
  const derived = after.derived.filter((one) => !known.has(textOf(one)));
  return { account: { ...account, state: after.state, base: withPast(base, event) }, step: { ...after, derived } };
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
