import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { type PortfolioWorkspace, WORKSPACE_COLUMNS } from '#lib/portfolio/workspace.ts';
import type { VersionRow } from './running-versions.ts';

/** A shard of a workspace in hand until the transaction ends, what time it is there, and what runs in it. */
export interface Claim {
  readonly now: Instant;
  /** Up to when the starts of local days have been looked at; null: everyone is looked at next. */
  readonly lookedUntil: Instant | null;
  /** When the next local day begins in any of the shard's zones; null where no journey looked at everyone so far. */
  readonly nextDayAt: Instant | null;
  /** Whether accounts were stated, or begin to exist, since the last look. */
  readonly hasLooks: boolean;
  /** A look of this instant is under way. */
  readonly lookingAt: Instant | null;
  /** Debtors up to this id have been looked at in it. */
  readonly lookedDebtor: string | null;
  readonly versions: readonly VersionRow[];
  readonly workspace: PortfolioWorkspace;
}

/**
 * The claim: the agenda row for the length of the transaction. Nobody waits for somebody else's. A test workspace's own
 * clock decides what is due, whatever the caller believed. One statement answers all that every turn needs to know.
 *
 * The lock shows the newest agenda row; everything else is as it was when the statement began. Where the row has changed
 * in between (an import ended, a journey was published), the rest may be older than the row: then `isFresh` is false.
 */
export const CLAIM = `
  select (extract(epoch from coalesce(clock_at, to_timestamp($3 / 1000.0))) * 1000)::bigint as now,
    (extract(epoch from looked_until) * 1000)::bigint as "lookedUntil", (extract(epoch from next_day_at) * 1000)::bigint as "nextDayAt",
    (extract(epoch from looking_at) * 1000)::bigint as "lookingAt", looked_debtor as "lookedDebtor",
    exists (select 1 from look l where l.shard = $1 and l.workspace_id = $2 and l.at <= coalesce(clock_at, to_timestamp($3 / 1000.0))) as "hasLooks",
    agenda.ctid = (select before.ctid from agenda before where before.shard = $1 and before.workspace_id = $2) as "isFresh",
    (select coalesce(json_agg(json_build_object('id', v.id, 'journeyId', v.journey_id, 'liveVersionId', j.live_version_id, 'status', j.status)
       order by j.key collate "C", v.number), '[]')
     from journey j join journey_version v on v.journey_id = j.id where j.workspace_id = $2 and j.live_version_id is not null) as versions,
    ${WORKSPACE_COLUMNS}
  from agenda join workspace on id = workspace_id
  where shard = $1 and workspace_id = $2 and next_at <= coalesce(clock_at, to_timestamp($3 / 1000.0))
  for update of agenda skip locked`;

/** Takes the shard in hand if something is due; null where nothing is, or another worker has it. `systemNow` counts in live mode. */
export async function claimShard(tx: Sql, workspaceId: number, shard: number, systemNow: Instant): Promise<Claim | null> {
  let row = await readClaim(tx, workspaceId, shard, systemNow);
  if (row?.isFresh === false) row = await readClaim(tx, workspaceId, shard, systemNow);
  if (!row) return null;
  const { now, lookedUntil, nextDayAt, hasLooks, lookingAt, lookedDebtor, versions, isFresh: _, ...workspace } = row;
  return { now, lookedUntil, nextDayAt, hasLooks, lookingAt, lookedDebtor, versions, workspace };
}

type ClaimRow = Omit<Claim, 'workspace'> & PortfolioWorkspace & { readonly isFresh: boolean };

async function readClaim(tx: Sql, workspaceId: number, shard: number, systemNow: Instant): Promise<ClaimRow | null> {
  const [row] = await tx.query<ClaimRow>(CLAIM, [shard, workspaceId, systemNow]);
  return row ?? null;
}

/** Says when the shard, with nothing left to do, is due next. Needs the claim. */
export async function settleShard(tx: Sql, workspaceId: number, shard: number, nextAt: Instant | null): Promise<void> {
  await tx.query('update agenda set next_at = to_timestamp($3::float8 / 1000.0) where shard = $1 and workspace_id = $2', [
    shard,
    workspaceId,
    nextAt,
  ]);
}

/** Notes, in the transaction of a batch, how far the look of `now` has come: debtors up to this id. Needs the claim. */
export async function noteLook(tx: Sql, workspaceId: number, shard: number, now: Instant, lookedDebtor: string): Promise<void> {
  await tx.query(
    'update agenda set looking_at = to_timestamp($3 / 1000.0), looked_debtor = $4::uuid where shard = $1 and workspace_id = $2',
    [shard, workspaceId, now, lookedDebtor],
  );
}

/** Notes, in the transaction of the last batch, that everyone has been looked at up to `now`. Needs the claim. */
export async function endLook(tx: Sql, workspaceId: number, shard: number, now: Instant, nextDayAt: Instant | null): Promise<void> {
  await tx.query('delete from look where shard = $1 and workspace_id = $2 and at <= to_timestamp($3 / 1000.0)', [shard, workspaceId, now]);
  await tx.query(
    `update agenda set looked_until = to_timestamp($3 / 1000.0), next_day_at = to_timestamp($4::float8 / 1000.0), looking_at = null, looked_debtor = null
     where shard = $1 and workspace_id = $2`,
    [shard, workspaceId, now, nextDayAt],
  );
}
