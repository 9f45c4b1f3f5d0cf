import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '../client.ts';

/** A company as its screens need it. `clockAt` is what a test workspace's clock shows; null in a live one. */
export interface WorkspaceStanding {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly mode: 'test' | 'live';
  readonly country: string;
  readonly timezone: string;
  readonly currency: string;
  readonly shardBase: number;
  readonly shardSpread: number;
  readonly clockAt: Instant | null;
  readonly role: 'admin' | 'manager' | 'marketer' | 'executive' | 'agent';
}

/** The workspaces in which a person has a role, each with that role, oldest first. Everything else is read through one of these. */
export function workspacesOf(db: Sql, personId: string): Promise<WorkspaceStanding[]> {
  return db.query<WorkspaceStanding>(
    `select w.id, w.slug, w.name, w.mode, w.country, w.timezone, w.currency,
            w.shard_base as "shardBase", w.shard_spread as "shardSpread",
            (extract(epoch from w.clock_at) * 1000)::float8 as "clockAt", r.role
       from role r join workspace w on w.id = r.workspace_id
      where r.person_id = $1
      order by w.id`,
    [personId],
  );
}

/** Writes the language in which a person reads the screens. */
export async function setLanguage(db: Sql, personId: string, language: string): Promise<void> {
  await db.query('update person set language = $2, updated_at = now() where id = $1', [personId, language]);
}
