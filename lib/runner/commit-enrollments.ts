import type { Sql } from '#lib/db/client.ts';
import type { ColumnSpec, ReadonlyColumns } from '#lib/db/columns-io.ts';
import type { TurnResult } from '#lib/interpreter/world.ts';
import { insert, type Place, update } from './bulk.ts';
import type { DebtorTurn } from './debtor-turn.ts';

const MOVE = {
  id: 'uuid',
  status: 'name',
  node: 'text',
  seq: 'integer',
  arrived_at: 'instant',
  acted_at: 'instant?',
  held_until: 'instant?',
  answer: 'name?',
  wake_at: 'instant?',
  pool: 'text?',
  place: 'json?',
  last_outcome: 'text?',
  visits: 'json?',
  outcome: 'text?',
  ended_at: 'instant?',
} as const satisfies ColumnSpec;

/** Moves the position of runs that stood already. */
export async function moveEnrollments(tx: Sql, { shard }: Place, moved: TurnResult['moved']): Promise<void> {
  if (moved.length === 0) return;
  const columns: ReadonlyColumns<typeof MOVE> = {
    id: moved.map((one) => one.id),
    status: moved.map((one) => one.status),
    node: moved.map((one) => one.node),
    seq: moved.map((one) => one.seq),
    arrived_at: moved.map((one) => one.arrivedAt),
    acted_at: moved.map((one) => one.actedAt),
    held_until: moved.map((one) => one.heldUntil),
    answer: moved.map((one) => one.answer),
    wake_at: moved.map((one) => one.wakeAt),
    pool: moved.map((one) => one.pool),
    place: moved.map((one) => one.place),
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
  held_until: 'instant?',
  answer: 'name?',
  wake_at: 'instant?',
  pool: 'text?',
  place: 'json?',
  last_outcome: 'text?',
  visits: 'json?',
  outcome: 'text?',
  ended_at: 'instant?',
} as const satisfies ColumnSpec;

/** Stores runs that began. */
export async function insertEnrollments(tx: Sql, place: Place, turns: readonly DebtorTurn[]): Promise<void> {
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
    held_until: entered.map((one) => one.heldUntil),
    answer: entered.map((one) => one.answer),
    wake_at: entered.map((one) => one.wakeAt),
    pool: entered.map((one) => one.pool),
    place: entered.map((one) => one.place),
    last_outcome: entered.map((one) => one.lastOutcome),
    visits: entered.map((one) => one.visits),
    outcome: entered.map((one) => one.outcome),
    ended_at: entered.map((one) => one.endedAt),
  });
}
