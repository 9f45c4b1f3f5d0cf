import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { type ColumnSpec, columnArray, packColumns, unnestColumns } from '#lib/db/columns-io.ts';
import type { EffectKey } from '#lib/interpreter/effects.ts';
import type { CallAnswer } from '#lib/journey/nodes/node-definition.ts';
import type { ContactRecord } from '#lib/policy/verdict.ts';

const KEY = { enrollment_id: 'uuid', seq: 'integer' } as const satisfies ColumnSpec;

/**
 * Stores what became of calls with the runs that wait for it, which are then due. A run that has ended, or has gone on to
 * another step, is left alone. Needs the agenda row.
 */
export async function storeAnswers(tx: Sql, shard: number, keys: readonly EffectKey[], answer: CallAnswer, now: Instant): Promise<void> {
  if (keys.length === 0) return;
  const columns = { enrollment_id: keys.map((one) => one.enrollmentId), seq: keys.map((one) => one.seq) };
  await tx.query(
    `update enrollment e set answer = $4, wake_at = to_timestamp($5 / 1000.0) from ${unnestColumns(KEY, 2)} u
     where e.shard = $1 and e.id = u.enrollment_id and e.seq = u.seq and e.id = any(${columnArray('uuid', 2)})
       and e.status = 'live' and e.acted_at is not null`,
    [shard, ...packColumns(KEY, columns), answer, now],
    { keep: true },
  );
}

const UNTOLD = { id: 'uuid', node: 'text', queued_at: 'instant' } as const satisfies ColumnSpec;

/** A run for which a contact spoke that came to nobody. */
export interface Untold {
  readonly enrollmentId: string;
  readonly node: string;
  readonly queuedAt: Instant;
}

/** Offers that came to nobody are not waited for (`waitsFor`): their runs are due at once. Needs the agenda row. */
export async function releaseOffers(tx: Sql, shard: number, untold: readonly Untold[], now: Instant): Promise<void> {
  if (untold.length === 0) return;
  const columns = {
    id: untold.map((one) => one.enrollmentId),
    node: untold.map((one) => one.node),
    queued_at: untold.map((one) => one.queuedAt),
  };
  await tx.query(
    `update enrollment e set answer = 'failed', wake_at = to_timestamp($2 / 1000.0) from ${unnestColumns(UNTOLD, 3)} u
     where e.shard = $1 and e.id = u.id and e.id = any(${columnArray('uuid', 3)}) and e.status = 'live' and e.node = u.node
       and e.acted_at = u.queued_at::timestamptz(3)`,
    [shard, now, ...packColumns(UNTOLD, columns)],
    { keep: true },
  );
}

/** The runs of a contact as a whole. */
export function untoldBy({ enrollmentIds, node, queuedAt }: ContactRecord): readonly Untold[] {
  return enrollmentIds.map((enrollmentId) => ({ enrollmentId, node, queuedAt }));
}

/** What the receiver knows a call by (`webhook-id`): the key of the row, unique in the installation, the same at every attempt. */
export function callId(shard: number, { enrollmentId, seq }: EffectKey): string {
  return `call_${shard}_${enrollmentId}_${seq}`;
}
