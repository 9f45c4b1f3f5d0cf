import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '../client.ts';

/** Under which code a workspace's own rules are kept, beside whatever preset it chose. */
export const OWN_CODE = 'own';

/** The policy that a workspace chose, as it is stored. */
export interface StoredPolicy {
  readonly policyCode: string | null;
  /** Its own rules; null where it never wrote any. */
  readonly own: unknown;
  /** 0 where nothing was ever saved. */
  readonly revision: number;
  readonly savedAt: Instant | null;
}

/** The policy of a workspace. Throws where there is no such workspace. */
export async function storedPolicy(db: Sql, workspaceId: number): Promise<StoredPolicy> {
  const [row] = await db.query<StoredPolicy>(
    `select w.policy_code as "policyCode", p.rules as own, coalesce(p.revision, 0) as revision,
            (extract(epoch from p.updated_at) * 1000)::float8 as "savedAt"
       from workspace w left join policy p on p.workspace_id = w.id and p.code = '${OWN_CODE}' where w.id = $1`,
    [workspaceId],
  );
  if (!row) throw new Error(`there is no workspace ${workspaceId}`);
  return row;
}

/**
 * Writes the policy over the revision that its writer saw, in the caller's transaction; false where another came between.
 * Shards are stamped, so that nothing that was decided under the old rules leaves without being looked at again.
 */
export async function writePolicy(
  tx: Sql,
  workspaceId: number,
  revision: number,
  policyCode: string | null,
  own: object,
): Promise<boolean> {
  await tx.query('select 1 from workspace where id = $1 for update', [workspaceId]);
  const before = await storedPolicy(tx, workspaceId);
  if (before.revision !== revision) return false;
  await tx.query('update workspace set policy_code = $2 where id = $1', [workspaceId, policyCode]);
  await tx.query(
    `insert into policy (workspace_id, code, rules, revision) values ($1, '${OWN_CODE}', $2::jsonb, $3)
     on conflict (workspace_id, code) do update set rules = excluded.rules, revision = excluded.revision, updated_at = now()`,
    [workspaceId, JSON.stringify(own), revision + 1],
  );
  await tx.query('update agenda set next_at = next_at where workspace_id = $1', [workspaceId]);
  return true;
}

/** Where debtors of a shard live, as was said of them; null: nobody said. */
export interface DebtorPlace {
  readonly country: string | null;
  readonly subdivision: string | null;
  readonly debtors: number;
}

/** How many debtors of a shard live in each country and subdivision. */
export function debtorPlaces(db: Sql, workspaceId: number, shard: number): Promise<DebtorPlace[]> {
  return db.query(
    `select country, subdivision, count(*)::int as debtors from debtor where shard = $1 and workspace_id = $2
      group by country, subdivision`,
    [shard, workspaceId],
  );
}
