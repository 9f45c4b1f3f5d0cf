import type { Sql } from '#lib/db/client.ts';
import type { ColumnSpec, ReadonlyColumns } from '#lib/db/columns-io.ts';
import type { TurnResult } from '#lib/interpreter/world.ts';
import { insert, type Place, update } from './bulk.ts';

const ACCOUNT = {
  id: 'uuid',
  balance: 'integer',
  due_date: 'text?',
  status: 'text?',
  last_payment_at: 'instant?',
  last_payment_amount: 'integer?',
  paid_total: 'integer',
  surplus: 'integer',
  promise_date: 'text?',
  promise_amount: 'integer?',
  promise_paid: 'integer?',
  promise_made_at: 'instant?',
  promise_breaks_at: 'instant?',
  broken_promises: 'integer',
  promises_made: 'integer',
  status_before_dispute: 'text?',
  disputed_at: 'instant?',
  last_event_at: 'instant?',
} as const satisfies ColumnSpec;

/** Writes accounts that events or midnights changed. */
export async function updateAccounts(tx: Sql, { shard }: Place, accounts: TurnResult['accounts']): Promise<void> {
  if (accounts.length === 0) return;
  const states = accounts.map((account) => account.state);
  const columns: ReadonlyColumns<typeof ACCOUNT> = {
    id: states.map((one) => one.id),
    balance: states.map((one) => one.balance),
    due_date: states.map((one) => one.dueDate),
    status: states.map((one) => one.status),
    last_payment_at: states.map((one) => one.lastPaymentAt),
    last_payment_amount: states.map((one) => one.lastPaymentAmount),
    paid_total: states.map((one) => one.paidTotal),
    surplus: states.map((one) => one.surplus),
    promise_date: states.map((one) => one.promise?.date ?? null),
    promise_amount: states.map((one) => one.promise?.amount ?? null),
    promise_paid: states.map((one) => one.promise?.paid ?? null),
    promise_made_at: states.map((one) => one.promise?.madeAt ?? null),
    promise_breaks_at: states.map((one) => one.promise?.breaksAt ?? null),
    broken_promises: states.map((one) => one.brokenPromises),
    promises_made: states.map((one) => one.promisesMade),
    status_before_dispute: states.map((one) => one.statusBeforeDispute),
    disputed_at: states.map((one) => one.disputedAt),
    last_event_at: accounts.map((one) => one.foldedUntil),
  };
  await update(tx, 'account', shard, ACCOUNT, columns);
}

const DEBTOR = {
  id: 'uuid',
  preferred_channel: 'text?',
  preferred_from: 'text?',
  preferred_to: 'text?',
  preference_source: 'text?',
  preference_at: 'instant?',
  paperless: 'boolean?',
  consent: 'json',
  hard_failed: 'json',
  last_reply_at: 'instant?',
  last_event_at: 'instant?',
} as const satisfies ColumnSpec;

/** Writes debtors that events changed. */
export async function updateDebtors(tx: Sql, { shard }: Place, debtors: readonly NonNullable<TurnResult['debtor']>[]): Promise<void> {
  if (debtors.length === 0) return;
  const states = debtors.map((debtor) => debtor.state);
  const columns: ReadonlyColumns<typeof DEBTOR> = {
    id: states.map((one) => one.id),
    preferred_channel: states.map((one) => one.preferredChannel),
    preferred_from: states.map((one) => one.preferredFrom),
    preferred_to: states.map((one) => one.preferredTo),
    preference_source: states.map((one) => one.preferenceSource),
    preference_at: states.map((one) => one.preferenceAt),
    paperless: states.map((one) => one.paperless),
    consent: states.map((one) => one.consent),
    hard_failed: states.map((one) => one.hardFailed),
    last_reply_at: states.map((one) => one.lastReplyAt),
    last_event_at: debtors.map((one) => one.foldedUntil),
  };
  await update(tx, 'debtor', shard, DEBTOR, columns);
}

const PROMISE = {
  account_id: 'uuid',
  number: 'integer',
  amount: 'integer',
  date: 'text',
  status: 'name',
  made_at: 'instant',
  ended_at: 'instant?',
} as const satisfies ColumnSpec;

/** Writes promises that were made, kept, broken or replaced. */
export async function upsertPromises(tx: Sql, place: Place, promises: TurnResult['promises']): Promise<void> {
  const columns: ReadonlyColumns<typeof PROMISE> = {
    account_id: promises.map((one) => one.accountId),
    number: promises.map((one) => one.number),
    amount: promises.map((one) => one.amount),
    date: promises.map((one) => one.date),
    status: promises.map((one) => one.status),
    made_at: promises.map((one) => one.madeAt),
    ended_at: promises.map((one) => one.endedAt),
  };
  const kept =
    'on conflict (shard, account_id, number) do update set amount = excluded.amount, date = excluded.date, status = excluded.status, made_at = excluded.made_at, ended_at = excluded.ended_at';
  await insert(tx, 'promise', place, PROMISE, columns, kept);
}
