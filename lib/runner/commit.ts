import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import type { TurnResult } from '#lib/interpreter/world.ts';
import type { Place } from './bulk.ts';
import { callOff } from './commit-calls.ts';
import { changeContacts, insertContacts, insertReported } from './commit-contacts.ts';
import { countTurns } from './commit-counts.ts';
import { insertEnrollments, moveEnrollments } from './commit-enrollments.ts';
import { insertDerivedEvents } from './commit-events.ts';
import { insertShowings, noteRewards } from './commit-showings.ts';
import { updateAccounts, updateDebtors, upsertPromises } from './commit-states.ts';
import { closeTasks, insertTasks } from './commit-tasks.ts';
import { insertTrace } from './commit-trace.ts';
import { keepWrites } from './commit-writes.ts';
import type { DebtorTurn } from './debtor-turn.ts';

/** Writes what the turns of `now` changed: state, outbox and history in the caller's one transaction, one statement a table. */
export async function commitTurns(tx: Sql, place: Place, turns: readonly DebtorTurn[], now: Instant): Promise<void> {
  const all = <T>(pick: (result: TurnResult) => readonly T[]): T[] => turns.flatMap(({ result }) => pick(result));
  await moveEnrollments(
    tx,
    place,
    all((result) => result.moved),
  );
  await insertEnrollments(tx, place, turns);
  await insertContacts(tx, place, turns);
  await insertReported(tx, place, turns);
  await changeContacts(
    tx,
    place,
    all((result) => result.changedContacts),
    now,
  );
  await insertTasks(tx, place, turns);
  await closeTasks(
    tx,
    place,
    all((result) => result.closedTasks),
  );
  await callOff(
    tx,
    place,
    all((result) => result.calledOff),
  );
  await insertShowings(
    tx,
    place,
    turns.map(({ result }) => result.shown),
  );
  // Nothing rewards what is shown at its own instant, so that the order matters only where many turns are written as one.
  await noteRewards(
    tx,
    place,
    all((result) => result.rewards),
  );
  await insertTrace(
    tx,
    place,
    all((result) => result.trace),
  );
  await countTurns(
    tx,
    place.shard,
    turns.map(({ result }) => result),
  );
  await updateAccounts(
    tx,
    place,
    all((result) => result.accounts),
  );
  await upsertPromises(
    tx,
    place,
    all((result) => result.promises),
  );
  await updateDebtors(
    tx,
    place,
    all((result) => (result.debtor ? [result.debtor] : [])),
  );
  await keepWrites(
    tx,
    place,
    turns.map(({ result }) => result),
  );
  await insertDerivedEvents(tx, place, turns);
}
