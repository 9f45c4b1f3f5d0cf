import type { Sql } from '#lib/db/client.ts';
import { columnArray, type ColumnSpec, packColumn, packColumns, type ReadonlyColumns, unnestColumns } from '#lib/db/columns-io.ts';
import { uuid7 } from '#lib/db/uuid.ts';
import type { PendingEvent, TurnResult } from '#lib/interpreter/world.ts';

/** One debtor's turn, to be written. */
export interface DebtorTurn {
  readonly debtorId: string;
  readonly result: TurnResult;
}

interface Place {
  readonly workspaceId: number;
  readonly shard: number;
}

/** Writes what the turns changed: state, outbox and history in the caller's one transaction, one statement a table. */
export async function commitTurns(tx: Sql, place: Place, turns: readonly DebtorTurn[]): Promise<void> {
  const all = <T>(pick: (result: TurnResult) => readonly T[]): T[] => turns.flatMap(({ result }) => pick(result));
  await moveEnrollments(tx, place, all((result) => result.moved));
  await insertEnrollments(tx, place, turns);
  await insertContacts(tx, place, turns);
  await changeContacts(tx, place, all((result) => result.changedContacts));
  await insertTasks(tx, place, turns);
  await closeTasks(tx, place, all((result) => result.closedTasks));
  await insertTrace(tx, place, all((result) => result.trace));
  await updateAccounts(tx, place, all((result) => result.accounts));
  await upsertPromises(tx, place, all((result) => result.promises));
  await updateDebtors(tx, place, all((result) => (result.debtor ? [result.debtor] : [])));
  await insertDerivedEvents(tx, place, turns);
}

const MOVE = {
  id: 'uuid',
  status: 'name',
  node: 'text',
  seq: 'integer',
  arrived_at: 'instant',
  acted_at: 'instant?',
  wake_at: 'instant?',
  last_outcome: 'text?',
  visits: 'json?',
  outcome: 'text?',
  ended_at: 'instant?',
} as const satisfies ColumnSpec;

async function moveEnrollments(tx: Sql, { shard }: Place, moved: TurnResult['moved']): Promise<void> {
  if (moved.length === 0) return;
  const columns: ReadonlyColumns<typeof MOVE> = {
    id: moved.map((one) => one.id),
    status: moved.map((one) => one.status),
    node: moved.map((one) => one.node),
    seq: moved.map((one) => one.seq),
    arrived_at: moved.map((one) => one.arrivedAt),
    acted_at: moved.map((one) => one.actedAt),
    wake_at: moved.map((one) => one.wakeAt),
    last_outcome: moved.map((one) => one.lastOutcome),
    visits: moved.map((one) => one.visits),
    outcome: moved.map((one) => one.outcome),
    ended_at: moved.map((one) => one.endedAt),
  };
  await update(tx, 'enrollment', shard, MOVE, columns);
}

const ENTER = {
  id: 'uuid',
  journey_id: 'integer',
  version_id: 'integer',
  account_id: 'uuid',
  debtor_id: 'uuid',
  run: 'integer',
  status: 'name',
  node: 'text',
  seq: 'integer',
  entered_at: 'instant',
  arrived_at: 'instant',
  acted_at: 'instant?',
  wake_at: 'instant?',
  last_outcome: 'text?',
  visits: 'json?',
  outcome: 'text?',
  ended_at: 'instant?',
} as const satisfies ColumnSpec;

async function insertEnrollments(tx: Sql, place: Place, turns: readonly DebtorTurn[]): Promise<void> {
  const entered = turns.flatMap(({ debtorId, result }) => result.entered.map((enrollment) => ({ ...enrollment, debtorId })));
  await insert(tx, 'enrollment', place, ENTER, {
    id: entered.map((one) => one.id),
    journey_id: entered.map((one) => one.journeyId),
    version_id: entered.map((one) => one.versionId),
    account_id: entered.map((one) => one.accountId),
    debtor_id: entered.map((one) => one.debtorId),
    run: entered.map((one) => one.run),
    status: entered.map((one) => one.status),
    node: entered.map((one) => one.node),
    seq: entered.map((one) => one.seq),
    entered_at: entered.map((one) => one.enteredAt),
    arrived_at: entered.map((one) => one.arrivedAt),
    acted_at: entered.map((one) => one.actedAt),
    wake_at: entered.map((one) => one.wakeAt),
    last_outcome: entered.map((one) => one.lastOutcome),
    visits: entered.map((one) => one.visits),
    outcome: entered.map((one) => one.outcome),
    ended_at: entered.map((one) => one.endedAt),
  });
}

const CONTACT = {
  id: 'uuid',
  enrollment_id: 'uuid',
  seq: 'integer',
  journey_id: 'integer',
  version_id: 'integer',
  node: 'text',
  visit: 'integer',
  debtor_id: 'uuid',
  account_ids: 'uuids',
  enrollment_ids: 'uuids',
  channel: 'name',
  template: 'text',
  topic: 'text?',
  status: 'name',
  queued_at: 'instant',
  ended_at: 'instant?',
  reason: 'text?',
} as const satisfies ColumnSpec;

async function insertContacts(tx: Sql, place: Place, turns: readonly DebtorTurn[]): Promise<void> {
  const made = turns.flatMap(({ debtorId, result }) => result.newContacts.map((contact) => ({ ...contact, debtorId })));
  await insert(tx, 'contact', place, CONTACT, {
    id: made.map(() => uuid7()),
    enrollment_id: made.map((one) => one.key.enrollmentId),
    seq: made.map((one) => one.key.seq),
    journey_id: made.map((one) => one.journeyId),
    version_id: made.map((one) => one.versionId),
    node: made.map((one) => one.node),
    visit: made.map((one) => one.visit),
    debtor_id: made.map((one) => one.debtorId),
    account_ids: made.map((one) => one.accountIds),
    enrollment_ids: made.map((one) => one.enrollmentIds),
    channel: made.map((one) => one.channel),
    template: made.map((one) => one.template),
    topic: made.map((one) => one.topic),
    status: made.map((one) => one.status),
    queued_at: made.map((one) => one.queuedAt),
    ended_at: made.map((one) => (one.status === 'cancelled' ? one.queuedAt : null)),
    reason: made.map((one) => one.reason),
  });
}

const CHANGE = { enrollment_id: 'uuid', seq: 'integer', account_ids: 'uuids', enrollment_ids: 'uuids', status: 'name', reason: 'text?' } as const satisfies ColumnSpec;

/** Contacts that lost or gained accounts. One that a dispatcher has already claimed is left: its last look was made. */
export async function changeContacts(tx: Sql, { shard }: Place, changed: TurnResult['changedContacts']): Promise<void> {
  if (changed.length === 0) return;
  const columns: ReadonlyColumns<typeof CHANGE> = {
    enrollment_id: changed.map((one) => one.key.enrollmentId),
    seq: changed.map((one) => one.key.seq),
    account_ids: changed.map((one) => one.accountIds),
    enrollment_ids: changed.map((one) => one.enrollmentIds),
    status: changed.map((one) => one.status),
    reason: changed.map((one) => one.reason),
  };
  await tx.query(
    `update contact c set account_ids = u.account_ids, enrollment_ids = u.enrollment_ids, status = u.status, reason = u.reason
     from ${unnestColumns(CHANGE, 2)} u
     where c.shard = $1 and c.enrollment_id = u.enrollment_id and c.seq = u.seq and c.enrollment_id = any(${columnArray('uuid', 2)})
       and c.status = 'queued' and c.claimed_at is null`,
    [shard, ...packColumns(CHANGE, columns)],
  );
}

const TASK = {
  enrollment_id: 'uuid',
  seq: 'integer',
  id: 'uuid',
  node: 'text',
  debtor_id: 'uuid',
  account_id: 'uuid',
  kind: 'name',
  queue: 'text',
  priority: 'float?',
  status: 'name',
  created_at: 'instant',
  expires_at: 'instant',
} as const satisfies ColumnSpec;

async function insertTasks(tx: Sql, place: Place, turns: readonly DebtorTurn[]): Promise<void> {
  const opened = turns.flatMap(({ debtorId, result }) => result.openedTasks.map((task) => ({ ...task, debtorId })));
  await insert(tx, 'task', place, TASK, {
    enrollment_id: opened.map((one) => one.key.enrollmentId),
    seq: opened.map((one) => one.key.seq),
    id: opened.map(() => uuid7()),
    node: opened.map((one) => one.node),
    debtor_id: opened.map((one) => one.debtorId),
    account_id: opened.map((one) => one.accountId),
    kind: opened.map((one) => one.work.kind),
    queue: opened.map((one) => one.work.queue),
    priority: opened.map((one) => one.work.priority),
    status: opened.map(() => 'open'),
    created_at: opened.map((one) => one.createdAt),
    expires_at: opened.map((one) => one.expiresAt),
  });
}

const CLOSE = { enrollment_id: 'uuid', seq: 'integer', status: 'name', outcome: 'text?', ended_at: 'instant' } as const satisfies ColumnSpec;

async function closeTasks(tx: Sql, { shard }: Place, closed: TurnResult['closedTasks']): Promise<void> {
  if (closed.length === 0) return;
  const columns: ReadonlyColumns<typeof CLOSE> = {
    enrollment_id: closed.map((one) => one.key.enrollmentId),
    seq: closed.map((one) => one.key.seq),
    status: closed.map((one) => one.status),
    outcome: closed.map((one) => one.outcome),
    ended_at: closed.map((one) => one.at),
  };
  await tx.query(
    `update task t set status = u.status, outcome = u.outcome, ended_at = u.ended_at from ${unnestColumns(CLOSE, 2)} u
     where t.shard = $1 and t.enrollment_id = u.enrollment_id and t.seq = u.seq and t.enrollment_id = any(${columnArray('uuid', 2)}) and t.status = 'open'`,
    [shard, ...packColumns(CLOSE, columns)],
  );
}

const TRACE = { enrollment_id: 'uuid', seq: 'integer', at: 'instant', node: 'text', outcome: 'text', reason: 'text?', detail: 'text?' } as const satisfies ColumnSpec;

/** Also called by the dispatcher, for what the last look decided. */
export async function insertTrace(tx: Sql, place: Place, trace: TurnResult['trace']): Promise<void> {
  await insert(tx, 'step_trace', place, TRACE, {
    enrollment_id: trace.map((one) => one.enrollmentId),
    seq: trace.map((one) => one.seq),
    at: trace.map((one) => one.at),
    node: trace.map((one) => one.node),
    outcome: trace.map((one) => one.outcome),
    reason: trace.map((one) => one.reason),
    detail: trace.map((one) => one.why && JSON.stringify(one.why)),
  });
}

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
  last_event_at: 'instant?',
} as const satisfies ColumnSpec;

async function updateAccounts(tx: Sql, { shard }: Place, accounts: TurnResult['accounts']): Promise<void> {
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

async function updateDebtors(tx: Sql, { shard }: Place, debtors: readonly NonNullable<TurnResult['debtor']>[]): Promise<void> {
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

const PROMISE = { account_id: 'uuid', number: 'integer', amount: 'integer', date: 'text', status: 'name', made_at: 'instant', ended_at: 'instant?' } as const satisfies ColumnSpec;

async function upsertPromises(tx: Sql, place: Place, promises: TurnResult['promises']): Promise<void> {
  const columns: ReadonlyColumns<typeof PROMISE> = {
    account_id: promises.map((one) => one.accountId),
    number: promises.map((one) => one.number),
    amount: promises.map((one) => one.amount),
    date: promises.map((one) => one.date),
    status: promises.map((one) => one.status),
    made_at: promises.map((one) => one.madeAt),
    ended_at: promises.map((one) => one.endedAt),
  };
  const kept = 'on conflict (shard, account_id, number) do update set amount = excluded.amount, date = excluded.date, status = excluded.status, made_at = excluded.made_at, ended_at = excluded.ended_at';
  await insert(tx, 'promise', place, PROMISE, columns, kept);
}

const EVENT = { external_id: 'text', debtor_id: 'uuid', account_id: 'uuid?', type: 'text', at: 'instant', payload: 'json' } as const satisfies ColumnSpec;

/** What the fold derived (promises kept and broken) has been shown to the journeys already: stored as applied. */
async function insertDerivedEvents(tx: Sql, place: Place, turns: readonly DebtorTurn[]): Promise<void> {
  const derived = turns.flatMap(({ debtorId, result }) => result.derivedEvents.map((event) => ({ ...event, debtorId })));
  await insertEvents(tx, place, derived, true);
}

/** Stores events that the server makes itself; not `applied`: a turn will show them to the journeys. */
export async function insertEvents(tx: Sql, place: Place, events: readonly (PendingEvent & { readonly debtorId: string })[], applied: boolean): Promise<void> {
  if (events.length === 0) return;
  const columns: ReadonlyColumns<typeof EVENT> = {
    external_id: events.map(() => `cadenza:${uuid7()}`),
    debtor_id: events.map((one) => one.debtorId),
    account_id: events.map((one) => one.accountId),
    type: events.map((one) => one.type),
    at: events.map((one) => one.at),
    payload: events.map((one) => one.payload),
  };
  await tx.query(
    `insert into event (shard, workspace_id, external_id, debtor_id, account_id, type, at, payload, received_at, applied)
     select $1, $2, u.external_id, u.debtor_id, u.account_id, u.type, u.at, u.payload, u.at, $3 from ${unnestColumns(EVENT, 4)} u`,
    [place.shard, place.workspaceId, applied, ...packColumns(EVENT, columns)],
  );
}

/** Marks events as folded in and shown. */
export async function markApplied(tx: Sql, { shard }: Place, arrivals: readonly number[]): Promise<void> {
  if (arrivals.length === 0) return;
  await tx.query(`update event set applied = true where shard = $1 and arrival = any(${columnArray('integer', 2)})`, [shard, packColumn('integer', arrivals)]);
}

async function insert<S extends ColumnSpec>(tx: Sql, table: string, place: Place, spec: S, columns: ReadonlyColumns<S>, onConflict = ''): Promise<void> {
  const names = Object.keys(spec);
  if ((columns[names[0] ?? '']?.length ?? 0) === 0) return;
  await tx.query(
    `insert into ${table} (shard, workspace_id, ${names.join(', ')}) select $1, $2, ${names.map((name) => `u.${name}`).join(', ')} from ${unnestColumns(spec, 3)} u ${onConflict}`,
    [place.shard, place.workspaceId, ...packColumns(spec, columns)],
  );
}

/** By (shard, id). `id = any(…)` beside the join lets the planner find each row by index: without it, it scans the table. */
async function update<S extends ColumnSpec & { id: 'uuid' }>(tx: Sql, table: string, shard: number, spec: S, columns: ReadonlyColumns<S>): Promise<void> {
  const names = Object.keys(spec).filter((name) => name !== 'id');
  await tx.query(
    `update ${table} t set ${names.map((name) => `${name} = u.${name}`).join(', ')} from ${unnestColumns(spec, 2)} u
     where t.shard = $1 and t.id = u.id and t.id = any(${columnArray('uuid', 2)})`,
    [shard, ...packColumns(spec, columns)],
  );
}
