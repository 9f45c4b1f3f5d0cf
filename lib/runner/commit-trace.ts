import type { Sql } from '#lib/db/client.ts';
import type { ColumnSpec } from '#lib/db/columns-io.ts';
import type { TurnResult } from '#lib/interpreter/world.ts';
import { insert, type Place } from './bulk.ts';

const TRACE = {
  enrollment_id: 'uuid',
  seq: 'integer',
  at: 'instant',
  node: 'text',
  outcome: 'text',
  reason: 'text?',
  detail: 'text?',
} as const satisfies ColumnSpec;

/** Stores what steps read and decided; also called by the dispatcher, for what the last look decided. */
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
