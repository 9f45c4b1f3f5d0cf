import { localDateOf } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { AccountState } from '#lib/facts/account.ts';
import { type AccountStep, foldAccount } from '#lib/facts/account-events.ts';
import type { DebtorState } from '#lib/facts/debtor.ts';
import { foldDebtor } from '#lib/facts/debtor-events.ts';
import type { EventFact, Facts } from '#lib/facts/facts.ts';
import type { CaseDebtor } from './any-case.ts';

/*
 * How a debtor and an account stand at an instant, told from the import and the events that have arrived by then, all at
 * once: a second opinion on what the turns fold step by step.
 */

/** Arrived by `now`, in order of arrival; what arrives at one instant as it was drawn. */
function arrivedBy({ arrivals }: CaseDebtor, now: Instant) {
  return arrivals.filter(({ event, arrivesAt }) => arrivesAt <= now && event.at <= now).toSorted((a, b) => a.arrivesAt - b.arrivesAt);
}

/** The account as it stands once everything of `now` is in: events, then promises that break. */
export function accountAt(one: CaseDebtor, accountId: string, now: Instant): AccountState {
  return foldedAt(one, accountId, now).state;
}

/** How many of the account's promises were kept by `now`. */
export function promisesKept(one: CaseDebtor, accountId: string, now: Instant): number {
  return foldedAt(one, accountId, now).promises.filter(({ status }) => status === 'kept').length;
}

function foldedAt(one: CaseDebtor, accountId: string, now: Instant): AccountStep {
  const folded = one.world.accounts.find(({ state }) => state.id === accountId);
  if (!folded?.base) throw new Error(`no account ${accountId}`);
  const events = arrivedBy(one, now).flatMap(({ event }) => (event.accountId === accountId ? [event] : []));
  return foldAccount(folded.base.imported, events, one.world.debtor.state.zone, folded.base.asOf, now);
}

/** The debtor as they stand once everything of `now` is in. */
export function debtorAt(one: CaseDebtor, now: Instant): DebtorState {
  const { base } = one.world.debtor;
  if (!base) throw new Error('no debtor');
  const events: EventFact[] = arrivedBy(one, now).map(({ event }) => event);
  return foldDebtor(base.imported, events, base.asOf, now);
}

/** What a rule about the account and the debtor alone can ask; nothing is known of contacts and runs. */
export function factsAt(one: CaseDebtor, accountId: string, now: Instant): Facts {
  const debtor = debtorAt(one, now);
  return {
    now,
    today: localDateOf(now, debtor.zone),
    account: accountAt(one, accountId, now),
    debtor,
    contacts: { contacts1d: 0, contacts7d: 0, contacts30d: 0, lastContactAt: null, lastContactChannel: null },
    totalBalance: 0,
    openAccounts: 0,
    enrollment: null,
    event: null,
  };
}
