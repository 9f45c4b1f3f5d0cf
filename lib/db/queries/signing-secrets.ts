import type { Sql } from '../client.ts';

/** The secrets that sign a workspace's calls at this moment, the one in use first. */
export async function signingSecrets(sql: Sql, workspaceId: number): Promise<readonly string[]> {
  const rows = await sql.query<{ secret: string }>(
    `select secret from signing_secret where workspace_id = $1 and (retires_at is null or retires_at > now()) order by retires_at desc nulls first, id desc`,
    [workspaceId],
  );
  return rows.map(({ secret }) => secret);
}

/** Makes this the secret in use where there is none; of two who do, one does. */
export async function keepFirstSecret(sql: Sql, workspaceId: number, secret: string): Promise<void> {
  await sql.query(
    'insert into signing_secret (workspace_id, secret) values ($1, $2) on conflict (workspace_id) where retires_at is null do nothing',
    [workspaceId, secret],
  );
}

/** Makes this the secret in use; the one before signs beside it for so many hours, none before that any more. In one transaction. */
export async function replaceSecret(tx: Sql, workspaceId: number, secret: string, personId: string, overlapHours: number): Promise<void> {
  await tx.query('select 1 from workspace where id = $1 for update', [workspaceId]);
  await tx.query('delete from signing_secret where workspace_id = $1 and retires_at is not null', [workspaceId]);
  await tx.query(`update signing_secret set retires_at = now() + $2 * interval '1 hour' where workspace_id = $1`, [
    workspaceId,
    overlapHours,
  ]);
  await tx.query('insert into signing_secret (workspace_id, secret, created_by) values ($1, $2, $3)', [workspaceId, secret, personId]);
}

/** How the signing stands: since when the secret in use is, whether anybody has seen it, and until when the one before signs too. */
export interface SigningStanding {
  readonly since: number;
  readonly isSeen: boolean;
  readonly by: string | null;
  readonly formerUntil: number | null;
}

/** Null where nothing has been signed and nobody has made a secret. */
export async function signingStanding(sql: Sql, workspaceId: number): Promise<SigningStanding | null> {
  const [row] = await sql.query<SigningStanding>(
    `select (extract(epoch from s.created_at) * 1000)::bigint as since, s.created_by is not null as "isSeen", p.name as by,
       (select (extract(epoch from max(f.retires_at)) * 1000)::bigint from signing_secret f where f.workspace_id = $1 and f.retires_at > now()) as "formerUntil"
     from signing_secret s left join person p on p.id = s.created_by where s.workspace_id = $1 and s.retires_at is null`,
    [workspaceId],
  );
  return row ?? null;
}
