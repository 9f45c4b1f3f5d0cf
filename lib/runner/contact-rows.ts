import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { type ColumnSpec, columnArray, packColumns, unnestColumns } from '#lib/db/columns-io.ts';
import type { Runner } from './runner.ts';

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

/**
 * SQL: contacts claimed before this instant were left behind. Its parameters `$first` and the next are those of
 * `leaseOf`. The database's clock counts, which is the same for every server.
 */
export function leftBehindBefore(first: number): string {
  return `greatest(to_timestamp($${first}::float8 / 1000.0), clock_timestamp() - $${first + 1}::float8 * interval '1 millisecond')`;
}

/** The values of `leftBehindBefore`. */
export function leaseOf({ aloneSince, leaseMs }: Runner): readonly [Instant | null, number] {
  return [aloneSince, leaseMs];
}

/**
 * Sets the same on these contacts of one shard; `$4…` of the assignment are `more`. One whose fate is known already is
 * left as it is: of two who want to record it the first does.
 */
export async function setContacts(
  tx: Sql,
  shard: number,
  records: readonly ContactKey[],
  assignment: string,
  more: readonly unknown[] = [],
): Promise<void> {
  if (records.length > 0) await tx.query(updateText(assignment), updateValues(shard, records, more), { keep: true });
}

/** The same, and answers the provider's keys of those that it set. */
export async function settleContacts(
  tx: Sql,
  shard: number,
  records: readonly ContactKey[],
  assignment: string,
  more: readonly unknown[] = [],
): Promise<ReadonlySet<string>> {
  if (records.length === 0) return new Set();
  const text = `${updateText(assignment)} returning c.enrollment_id as "enrollmentId", c.seq`;
  const rows = await tx.query<ContactKey>(text, updateValues(shard, records, more), { keep: true });
  return new Set(rows.map((row) => providerKey(shard, row)));
}

function updateText(assignment: string): string {
  return `update contact c set ${assignment} from ${unnestColumns(KEY, 2)} u
    where c.shard = $1 and c.enrollment_id = u.enrollment_id and c.seq = u.seq and c.enrollment_id = any(${columnArray('uuid', 2)})
      and c.status in ('queued', 'unknown')`;
}

function updateValues(shard: number, records: readonly ContactKey[], more: readonly unknown[]): readonly unknown[] {
  const columns = { enrollment_id: records.map((one) => one.enrollmentId), seq: records.map((one) => one.seq) };
  return [shard, ...packColumns(KEY, columns), ...more];
}

/** Marks contacts as failed, each with its reason; answers the provider's keys of those that it marked. */
export async function failContacts(
  tx: Sql,
  shard: number,
  failed: readonly { readonly record: ContactKey; readonly reason: string }[],
  now: Instant,
): Promise<ReadonlySet<string>> {
  const marked = new Set<string>();
  for (const [reason, group] of Map.groupBy(failed, (one) => one.reason)) {
    const assignment = `status = 'failed', claimed_at = null, reason = $4::text, ended_at = to_timestamp($5 / 1000.0)`;
    const records = group.map((one) => one.record);
    for (const key of await settleContacts(tx, shard, records, assignment, [reason, now])) marked.add(key);
  }
  return marked;
}
