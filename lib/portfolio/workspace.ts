import { isZone } from '#lib/base/civil.ts';
import { murmur3 } from '#lib/base/hash.ts';
import type { Instant } from '#lib/base/instant.ts';
import { isCurrency } from '#lib/base/money.ts';
import type { Sql } from '#lib/db/client.ts';
import { OPENING_TIME } from '#lib/journey/pools.ts';
import { SHARDS } from './shard.ts';

/** What the portfolio needs to know of a workspace. */
export interface PortfolioWorkspace {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly mode: 'test' | 'live';
  readonly country: string;
  readonly timezone: string;
  readonly currency: string;
  readonly language: string;
  readonly policyCode: string | null;
  readonly topicDays: number;
  /** HH:MM of its zone: when the places of pools are given. */
  readonly openingTime: string;
  readonly shardBase: number;
  readonly shardSpread: number;
  /** Test mode: what the clock shows. Null in live mode. */
  readonly clockAt: Instant | null;
}

/** A workspace to be made; what is left out takes the default of its mode. */
export interface NewWorkspace {
  readonly slug: string;
  readonly name: string;
  readonly mode: 'test' | 'live';
  readonly country: string;
  readonly timezone: string;
  readonly currency: string;
  readonly language?: string;
  readonly policyCode?: string | null;
  readonly topicDays?: number;
  /** Default: 08:00. */
  readonly openingTime?: string;
  /** Test mode only, and needed there: where the clock begins. */
  readonly clockAt?: Instant;
}

/** One shard for a test clock, which moves in turns of everything due; 16 let a live one use many workers. */
const SPREAD = { test: 1, live: 16 };

/** The columns of `PortfolioWorkspace`, whose names no other table of the runner bears. */
export const WORKSPACE_COLUMNS = `id, slug, name, mode, country, timezone, currency, language, policy_code as "policyCode", topic_days as "topicDays", opening_time as "openingTime",
  shard_base as "shardBase", shard_spread as "shardSpread", (extract(epoch from clock_at) * 1000)::bigint as "clockAt"`;

/** Makes a workspace. Throws where zone, currency or clock make no sense, and where the slug is taken. */
export async function createWorkspace(tx: Sql, workspace: NewWorkspace): Promise<PortfolioWorkspace> {
  if (!isZone(workspace.timezone)) throw new Error(`workspace ${workspace.slug}: "${workspace.timezone}" is no time zone`);
  if (!isCurrency(workspace.currency)) throw new Error(`workspace ${workspace.slug}: "${workspace.currency}" is no currency in use`);
  if ((workspace.mode === 'test') !== (workspace.clockAt !== undefined)) {
    throw new Error(`workspace ${workspace.slug}: a clock is given in test mode, and only there`);
  }
  const [row] = await tx.query<PortfolioWorkspace>(
    `insert into workspace (slug, name, mode, country, timezone, currency, language, policy_code, topic_days, shard_base, shard_spread, clock_at, opening_time)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, to_timestamp($12::float8 / 1000.0), $13) returning ${WORKSPACE_COLUMNS}`,
    [
      workspace.slug,
      workspace.name,
      workspace.mode,
      workspace.country,
      workspace.timezone,
      workspace.currency,
      workspace.language ?? 'es',
      workspace.policyCode ?? null,
      workspace.topicDays ?? 3,
      murmur3(workspace.slug) % SHARDS,
      SPREAD[workspace.mode],
      workspace.clockAt ?? null,
      workspace.openingTime ?? OPENING_TIME,
    ],
  );
  if (!row) throw new Error(`workspace ${workspace.slug} was not stored`);
  return row;
}

/** The workspace with this slug, or the only one there is where none is named; null where there is none such. */
export async function findWorkspace(sql: Sql, slug: string | null): Promise<PortfolioWorkspace | null> {
  const where = slug === null ? '(select count(*) from workspace) = 1' : 'slug = $1';
  const [row] = await sql.query<PortfolioWorkspace>(
    `select ${WORKSPACE_COLUMNS} from workspace where ${where}`,
    slug === null ? [] : [slug],
  );
  return row ?? null;
}

/** The workspace with this id. Throws where there is none. */
export async function readWorkspace(sql: Sql, id: number): Promise<PortfolioWorkspace> {
  const [row] = await sql.query<PortfolioWorkspace>(`select ${WORKSPACE_COLUMNS} from workspace where id = $1`, [id]);
  if (!row) throw new Error(`there is no workspace ${id}`);
  return row;
}

/** What time it is in the workspace: its clock in test mode, else the system's (`systemNow`). */
export function workspaceNow(workspace: PortfolioWorkspace, systemNow: Instant): Instant {
  return workspace.clockAt ?? systemNow;
}
