import type { DebtorLog } from '#lib/interpreter/debtor-log.ts';
import type { PendingEvent, TurnResult } from '#lib/interpreter/world.ts';
import type { Claimed, Unwritten } from './last-words.ts';

/** What is noted of a debtor's past while it is lived. */
export interface PastTurns {
  readonly results: TurnResult[];
  readonly done: PendingEvent[];
  readonly words: (Claimed | Unwritten)[];
}

/**
 * Many turns of one debtor as one: states, promises, runs and contacts as they are after the last, everything else one
 * after the other. The debtor had no run and no contact before the first. Contacts that left stand as queued.
 */
export function sumOfTurns(results: readonly TurnResult[], log: DebtorLog): TurnResult {
  const newest = <T>(pick: (result: TurnResult) => readonly T[], keyOf: (one: T) => string): T[] => [
    ...new Map(results.flatMap(pick).map((one) => [keyOf(one), one])).values(),
  ];
  return {
    debtor: results.findLast(({ debtor }) => debtor !== null)?.debtor ?? null,
    accounts: newest(
      (result) => result.accounts,
      (account) => account.state.id,
    ),
    promises: newest(
      (result) => result.promises,
      (promise) => `${promise.accountId} ${promise.number}`,
    ),
    derivedEvents: results.flatMap((result) => result.derivedEvents),
    entered: log.enrollments,
    moved: [],
    newContacts: log.contacts.map((contact) => ({ ...contact, status: contact.status === 'cancelled' ? 'cancelled' : 'queued' })),
    changedContacts: [],
    reported: results.flatMap((result) => result.reported),
    openedTasks: log.tasks,
    closedTasks: results.flatMap((result) => result.closedTasks),
    newCalls: results.flatMap((result) => result.newCalls),
    calledOff: results.flatMap((result) => result.calledOff),
    writes: results.flatMap((result) => result.writes),
    rewards: results.flatMap((result) => result.rewards),
    shown: results.flatMap((result) => result.shown),
    trace: log.trace,
  };
}
