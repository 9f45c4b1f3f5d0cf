import type { Instant } from '../base/instant.ts';
import type { AccountState } from '../facts/account.ts';
import { type AccountAsOf, type AccountStep, applyAccountEvent, foldAccount } from '../facts/account-events.ts';
import type { DebtorState } from '../facts/debtor.ts';
import { applyDebtorEvent, type DebtorAsOf, foldDebtor } from '../facts/debtor-events.ts';
import type { EventFact } from '../facts/facts.ts';
import type { Folded } from './world.ts';

type FoldedAccount = Folded<AccountState, AccountAsOf>;
type FoldedDebtor = Folded<DebtorState, DebtorAsOf>;

/**
 * An account after one more event, late or not. A late one (older than the newest folded in) folds everything anew, and
 * only what is derived beyond what was derived before is told to the journeys. Throws where a late event comes and the past was not read.
 */
export function foldIntoAccount(account: FoldedAccount, event: EventFact, zone: string, now: Instant): { account: FoldedAccount; step: AccountStep } {
  const past = account.past && [...account.past, event];
  if (event.at >= (account.foldedUntil ?? event.at)) {
    const step = applyAccountEvent(account.state, event, zone, account.asOf);
    return { account: { ...account, state: step.state, foldedUntil: event.at, past }, step };
  }
  if (!account.past || !past) throw new Error(`account ${account.state.externalId}: a late event came and the earlier ones were not read`);
  const before = foldAccount(account.imported, account.past, zone, account.asOf, now);
  const after = foldAccount(account.imported, past, zone, account.asOf, now);
  const known = new Set(before.derived.map(textOf));
  const derived = after.derived.filter((event) => !known.has(textOf(event)));
  return { account: { ...account, state: after.state, past }, step: { ...after, derived } };
}

/** A debtor after one more event, late or not. */
export function foldIntoDebtor(debtor: FoldedDebtor, event: EventFact, now: Instant): FoldedDebtor {
  const past = debtor.past && [...debtor.past, event];
  if (event.at >= (debtor.foldedUntil ?? event.at)) {
    const state = applyDebtorEvent(debtor.state, event, debtor.asOf);
    return { ...debtor, state, foldedUntil: event.at, past };
  }
  if (!past) throw new Error(`debtor ${debtor.state.externalId}: a late event came and the earlier ones were not read`);
  return { ...debtor, state: foldDebtor(debtor.imported, past, debtor.asOf, now), past };
}

function textOf(event: EventFact): string {
  return `${event.type} ${event.at} ${JSON.stringify(event.payload)}`;
}
