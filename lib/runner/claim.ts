import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';

/** A shard of a workspace in hand until the transaction ends, and what time it is in the workspace. */
export interface Claim {
  readonly now: Instant;
  /** Up to when the starts of local days have been looked at; null: everyone is looked at next. */
  readonly lookedUntil: Instant | null;
}

/**
 * The claim: the agenda row for the length of the transaction. Nobody waits for somebody else's. A test workspace's own
 * clock decides what is due, whatever the caller believed.
 */
export const CLAIM = `
  select (extract(epoch from coalesce(w.clock_at, to_timestamp($3 / 1000.0))) * 1000)::bigint as now,
    (extract(epoch from a.looked_until) * 1000)::bigint as "lookedUntil"
  from agenda a join workspace w on w.id = a.workspace_id
  where a.shard = $1 and a.workspace_id = $2 and a.next_at <= coalesce(w.clock_at, to_timestamp($3 / 1000.0))
  for update of a skip locked`;

/** Takes the shard in hand if something is due; null where nothing is, or another worker has it. `systemNow` counts in live mode. */
export async function claimShard(tx: Sql, workspaceId: number, shard: number, systemNow: Instant): Promise<Claim | null> {
  const [row] = await tx.query<Claim>(CLAIM, [shard, workspaceId, systemNow]);
  return row ?? null;
}

/** Says when the shard is due next, as nothing of `now` is left, and up to when days have been looked at. Needs the claim. */
export async function settleShard(tx: Sql, workspaceId: number, shard: number, nextAt: Instant | null, now: Instant): Promise<void> {
  await tx.query(
    'update agenda set next_at = to_timestamp($3::float8 / 1000.0), looked_until = to_timestamp($4 / 1000.0) where shard = $1 and workspace_id = $2',
    [shard, workspaceId, nextAt, now],
  );
}
