import type { Sql } from '#lib/db/client.ts';
import { type ColumnSpec, columnArray, packColumn, packColumns, type ReadonlyColumns, unnestColumns } from '#lib/db/columns-io.ts';
import { uuid7 } from '#lib/db/uuid.ts';
import type { PendingEvent } from '#lib/interpreter/world.ts';
import type { Place } from './bulk.ts';
import type { DebtorTurn } from './debtor-turn.ts';

const EVENT = {
  external_id: 'text',
  debtor_id: 'uuid',
  account_id: 'uuid?',
  type: 'text',
  at: 'instant',
  payload: 'json',
} as const satisfies ColumnSpec;

/** What the fold derived (promises kept and broken) has been shown to the journeys already: stored as applied. */
export async function insertDerivedEvents(tx: Sql, place: Place, turns: readonly DebtorTurn[]): Promise<void> {
  const derived = turns.flatMap(({ debtorId, result }) => result.derivedEvents.map((event) => ({ ...event, debtorId })));
  await insertEvents(tx, place, derived, true);
}

/** Stores events that the server makes itself; not `applied`: a turn will show them to the journeys. */
export async function insertEvents(
  tx: Sql,
  place: Place,
  events: readonly (PendingEvent & { readonly debtorId: string })[],
  applied: boolean,
): Promise<void> {
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
    { keep: true },
  );
}

/** Marks events as folded in and shown. */
export async function markApplied(tx: Sql, { shard }: Place, arrivals: readonly number[]): Promise<void> {
  if (arrivals.length === 0) return;
  await tx.query(
    `update event set applied = true where shard = $1 and arrival = any(${columnArray('integer', 2)})`,
    [shard, packColumn('integer', arrivals)],
    { keep: true },
  );
}
