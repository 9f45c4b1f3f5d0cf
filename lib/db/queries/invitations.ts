import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '../client.ts';
import type { WorkspaceStanding } from './standing.ts';

type Role = WorkspaceStanding['role'];

/** A link that nobody has used or revoked yet. */
export interface OpenInvitation {
  readonly id: string;
  readonly role: Role;
  readonly note: string | null;
  readonly by: string | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** A link as whoever holds it meets it. */
export interface FoundInvitation {
  readonly id: string;
  readonly workspaceId: number;
  readonly slug: string;
  readonly workspace: string;
  readonly role: Role;
  readonly by: string | null;
  readonly usedBy: string | null;
  readonly state: 'open' | 'used' | 'revoked' | 'expired';
}

/** Keeps a link by the hash of its token. */
export async function addInvitation(
  tx: Sql,
  one: Pick<OpenInvitation, 'id' | 'role' | 'note' | 'expiresAt'> & {
    readonly workspaceId: number;
    readonly tokenHash: string;
    readonly createdBy: string;
  },
): Promise<void> {
  await tx.query(
    `insert into invitation (id, workspace_id, role, note, token_hash, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000.0))`,
    [one.id, one.workspaceId, one.role, one.note, one.tokenHash, one.createdBy, one.expiresAt],
  );
}

/** The links of a workspace that nobody has used or revoked, newest first; those whose time is over too. */
export function openInvitations(db: Sql, workspaceId: number): Promise<OpenInvitation[]> {
  return db.query<OpenInvitation>(
    `select i.id, i.role, i.note, p.name as by, (extract(epoch from i.created_at) * 1000)::bigint as "createdAt",
            (extract(epoch from i.expires_at) * 1000)::bigint as "expiresAt"
       from invitation i left join person p on p.id = i.created_by
      where i.workspace_id = $1 and i.used_at is null and i.revoked_at is null order by i.created_at desc, i.id desc`,
    [workspaceId],
  );
}

/** The link with this hash, whatever has become of it; null where there was never one. */
export async function findInvitation(sql: Sql, tokenHash: string): Promise<FoundInvitation | null> {
  const [row] = await sql.query<FoundInvitation>(
    `select i.id, i.workspace_id as "workspaceId", w.slug, w.name as workspace, i.role, p.name as by, i.used_by as "usedBy",
            case when i.used_at is not null then 'used' when i.revoked_at is not null then 'revoked'
                 when i.expires_at <= now() then 'expired' else 'open' end as state
       from invitation i join workspace w on w.id = i.workspace_id left join person p on p.id = i.created_by
      where i.token_hash = $1`,
    [tokenHash],
  );
  return row ?? null;
}

/** Uses a link up, for one person and once; false where it is used, revoked or over by now. */
export async function spendInvitation(tx: Sql, id: string, personId: string): Promise<boolean> {
  const used = await tx.query(
    `update invitation set used_at = now(), used_by = $2
     where id = $1 and used_at is null and revoked_at is null and expires_at > now() returning id`,
    [id, personId],
  );
  return used.length === 1;
}

/** Makes a link of this workspace worthless; false where there is none open with this id. */
export async function revokeInvitation(tx: Sql, workspaceId: number, id: string): Promise<boolean> {
  const revoked = await tx.query(
    `update invitation set revoked_at = now() where workspace_id = $1 and id = $2 and used_at is null and revoked_at is null returning id`,
    [workspaceId, id],
  );
  return revoked.length === 1;
}
