import type { Sql } from '../client.ts';

/** True where a shard holds an account of the workspace. */
export async function hasAccounts(db: Sql, workspaceId: number, shard: number): Promise<boolean> {
  const [row] = await db.query<{ found: boolean }>(
    'select exists (select 1 from account where shard = $1 and workspace_id = $2) as found',
    [shard, workspaceId],
  );
  return row?.found ?? false;
}
