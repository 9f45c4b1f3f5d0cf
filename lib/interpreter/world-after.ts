import type { ContactRecord } from '#lib/policy/verdict.ts';
import { inTime } from './contact-book.ts';
import { stepName } from './effects.ts';
import type { Enrollment } from './enrollment.ts';
import { type ChangedContact, type NewContact, runKey, type TurnResult, type World } from './world.ts';

/** The world as the turn leaves it: what would be read after writing the result. Pure. */
export function worldAfter(world: World, result: TurnResult): World {
  // A run that ended comes before the one that follows it in the same turn: the newer one says how the account stands.
  const changed = [...result.moved, ...result.entered];
  return {
    debtor: result.debtor ?? world.debtor,
    accounts: accountsAfter(world.accounts, result.accounts),
    enrollments: changed.length === 0 ? world.enrollments : enrollmentsAfter(world.enrollments, changed),
    earlierRuns: changed.length === 0 ? world.earlierRuns : earlierRunsAfter(world.earlierRuns, changed),
    contacts: contactsAfter(world.contacts, result),
  };
}

function accountsAfter(before: World['accounts'], changed: TurnResult['accounts']): World['accounts'] {
  if (changed.length === 0) return before;
  const accounts = new Map(changed.map((account) => [account.state.id, account]));
  return before.map((account) => accounts.get(account.state.id) ?? account);
}

function enrollmentsAfter(before: readonly Enrollment[], changed: readonly Enrollment[]): readonly Enrollment[] {
  const enrollments = new Map(before.map((one) => [one.id, one]));
  for (const one of changed) enrollments.set(one.id, one);
  return [...enrollments.values()].filter((one) => one.status === 'live');
}

function earlierRunsAfter(before: World['earlierRuns'], changed: readonly Enrollment[]): World['earlierRuns'] {
  const earlier = new Map(before);
  for (const { accountId, journeyId, run, status, enteredAt, endedAt } of changed)
    earlier.set(runKey(accountId, journeyId), { count: run, live: status === 'live', lastEnteredAt: enteredAt, lastEndedAt: endedAt });
  return earlier;
}

function contactsAfter(before: readonly ContactRecord[], { newContacts, changedContacts, reported }: TurnResult): readonly ContactRecord[] {
  if (newContacts.length === 0 && changedContacts.length === 0 && reported.length === 0) return before;
  const changes = new Map(changedContacts.map((change) => [stepName(change.key), change]));
  const kept = before.flatMap((record) => {
    const change = changes.get(stepName(record));
    return change ? recordAfter(record, change) : [record];
  });
  const made = [...kept, ...newContacts.flatMap(recordOf)];
  return reported.length === 0 ? made : inTime([...made, ...reported]);
}

function recordAfter(record: ContactRecord, { accountIds, enrollmentIds, status }: ChangedContact): readonly ContactRecord[] {
  return status === 'cancelled' ? [] : [{ ...record, accountIds, enrollmentIds, status }];
}

/** A contact as policies see it; none where it was cancelled in the turn that made it. */
export function recordOf(contact: Omit<NewContact, 'status'> & Pick<ContactRecord, 'status'>): readonly ContactRecord[] {
  const { key, journeyId, node, channel, topic, queuedAt, status, accountIds, enrollmentIds } = contact;
  return status === 'cancelled' ? [] : [{ ...key, journeyId, node, channel, topic, queuedAt, status, accountIds, enrollmentIds }];
}
