import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';

/** Has the runner look at this shard of the workspace at `at` or before. Waits where a turn has the shard in hand. */
export async function touchAgenda(tx: Sql, workspaceId: number, shard: number, at: Instant): Promise<void> {
  await tx.query(
    `insert into agenda (shard, workspace_id, next_at) values ($1, $2, to_timestamp($3 / 1000.0))
     on conflict (shard, workspace_id) do update set next_at = least(agenda.next_at, excluded.next_at)`,
    [shard, workspaceId, at],
    { keep: true },
  );
}

/** The same, and a look for entry that is under way begins anew: it may have passed what is to be looked at now. */
export async function touchLooks(tx: Sql, workspaceId: number, shard: number, at: Instant): Promise<void> {
  await touchAgenda(tx, workspaceId, shard, at);
  await tx.query('update agenda set looking_at = null where shard = $1 and workspace_id = $2', [shard, workspaceId]);
}

/**
 * Keeps the runner, and other imports, off these shards of the workspace until the transaction ends. Whoever holds more
 * than one takes them in ascending order, so that two can never wait for each other.
 */
export async function holdShards(tx: Sql, workspaceId: number, shards: readonly number[]): Promise<void> {
  for (const shard of shards) {
    await tx.query('insert into agenda (shard, workspace_id) values ($1, $2) on conflict do nothing', [shard, workspaceId], { keep: true });
    await tx.query('select 1 from agenda where shard = $1 and workspace_id = $2 for update', [shard, workspaceId], { keep: true });
  }
}
