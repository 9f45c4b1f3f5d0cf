import type { Sql } from '#lib/db/client.ts';
import { type ColumnSpec, columnArray, packColumns, type ReadonlyColumns, unnestColumns } from '#lib/db/columns-io.ts';
import { uuid7 } from '#lib/db/uuid.ts';
import type { TurnResult } from '#lib/interpreter/world.ts';
import { insert, type Place } from './bulk.ts';
import type { DebtorTurn } from './debtor-turn.ts';

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

/** Stores work put in front of people. */
export async function insertTasks(tx: Sql, place: Place, turns: readonly DebtorTurn[]): Promise<void> {
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

const CLOSE = {
  enrollment_id: 'uuid',
  seq: 'integer',
  status: 'name',
  outcome: 'text?',
  ended_at: 'instant',
} as const satisfies ColumnSpec;

/** Closes work that is done, expired or no longer wanted. */
export async function closeTasks(tx: Sql, { shard }: Place, closed: TurnResult['closedTasks']): Promise<void> {
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
    { keep: true },
  );
}
