import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { type ColumnSpec, columnArray, packColumns, unnestColumns } from '#lib/db/columns-io.ts';

/** Which contact: the first part of its unique key; the shard is the other. */
export interface ContactKey {
  readonly enrollmentId: string;
  readonly seq: number;
}

/** The contact's key as the provider's idempotency key; `shard` makes it unique in the installation. */
export function providerKey(shard: number, { enrollmentId, seq }: ContactKey): string {
  return `${shard}.${enrollmentId}.${seq}`;
}

const KEY = { enrollment_id: 'uuid', seq: 'integer' } as const satisfies ColumnSpec;

/** Sets the same on these contacts of one shard; `$4…` of the assignment are `more`. */
export async function setContacts(
  tx: Sql,
  shard: number,
  records: readonly ContactKey[],
  assignment: string,
  more: readonly unknown[] = [],
): Promise<void> {
  if (records.length === 0) return;
  const columns = { enrollment_id: records.map((one) => one.enrollmentId), seq: records.map((one) => one.seq) };
  await tx.query(
    `update contact c set ${assignment} from ${unnestColumns(KEY, 2)} u
     where c.shard = $1 and c.enrollment_id = u.enrollment_id and c.seq = u.seq and c.enrollment_id = any(${columnArray('uuid', 2)})`,
    [shard, ...packColumns(KEY, columns), ...more],
  );
}

/** Marks contacts as failed, each with its reason. */
export async function failContacts(
  tx: Sql,
  shard: number,
  failed: readonly { readonly record: ContactKey; readonly reason: string }[],
  now: Instant,
): Promise<void> {
  for (const [reason, group] of Map.groupBy(failed, (one) => one.reason)) {
    const assignment = `status = 'failed', claimed_at = null, reason = $4::text, ended_at = to_timestamp($5 / 1000.0)`;
    await setContacts(
      tx,
      shard,
      group.map((one) => one.record),
      assignment,
      [reason, now],
    );
  }
}
