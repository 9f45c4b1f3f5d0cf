import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '../client.ts';
import type { WorkspaceStanding } from './standing.ts';

type Role = WorkspaceStanding['role'];

/** A person with a role in a workspace. */
export interface MemberRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly joinedAt: Instant;
}

/** Everyone with a role in the workspace, by name. */
export function membersOf(db: Sql, workspaceId: number): Promise<MemberRow[]> {
  return db.query<MemberRow>(
    `select p.id, p.name, p.email, r.role, (extract(epoch from r.created_at) * 1000)::bigint as "joinedAt"
       from role r join person p on p.id = r.person_id where r.workspace_id = $1 order by lower(p.name), p.id`,
    [workspaceId],
  );
}

/** The ids of the workspace's admins, whom nobody else changes until the transaction ends. */
export async function holdAdmins(tx: Sql, workspaceId: number): Promise<readonly string[]> {
  // The workspace's row stands for all of its roles: of two admins who demote each other the second waits, and is then the last.
  await tx.query('select 1 from workspace where id = $1 for update', [workspaceId]);
  const rows = await tx.query<{ id: string }>(`select person_id as id from role where workspace_id = $1 and role = 'admin'`, [workspaceId]);
  return rows.map(({ id }) => id);
}

/** The role that a person has there; null where they have none. */
export async function roleOf(sql: Sql, workspaceId: number, personId: string): Promise<Role | null> {
  const [row] = await sql.query<{ role: Role }>('select role from role where workspace_id = $1 and person_id = $2', [
    workspaceId,
    personId,
  ]);
  return row?.role ?? null;
}

/** Takes a person's role in the workspace away. */
export async function takeRole(tx: Sql, workspaceId: number, personId: string): Promise<void> {
  await tx.query('delete from role where workspace_id = $1 and person_id = $2', [workspaceId, personId]);
}
