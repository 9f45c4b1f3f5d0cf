import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { type PortfolioWorkspace, WORKSPACE_COLUMNS } from '#lib/portfolio/workspace.ts';
import type { VersionRow } from './running-versions.ts';

/** An instant, not later than now, at which accounts were stated or begin to exist; `stated` counts the statements. */
export interface DueLook {
  readonly at: Instant;
  readonly stated: number;
}

/** A shard of a workspace in hand until the transaction ends, what time it is there, and what runs in it. */
export interface Claim {
  readonly now: Instant;
  /** Up to when the starts of local days have been looked at; null: everyone is looked at next. */
  readonly lookedUntil: Instant | null;
  /** When the next local day begins in any of the shard's zones; null where no journey looked at everyone so far. */
  readonly nextDayAt: Instant | null;
  readonly looks: readonly DueLook[];
  readonly versions: readonly VersionRow[];
  readonly workspace: PortfolioWorkspace;
}

/**
 * The claim: the agenda row for the length of the transaction. Nobody waits for somebody else's. A test workspace's own
 * clock decides what is due, whatever the caller believed. One statement answers all that every turn needs to know.
 */
export const CLAIM = `
  select (extract(epoch from coalesce(clock_at, to_timestamp($3 / 1000.0))) * 1000)::bigint as now,
    (extract(epoch from looked_until) * 1000)::bigint as "lookedUntil", (extract(epoch from next_day_at) * 1000)::bigint as "nextDayAt",
    (select coalesce(json_agg(json_build_object('at', (extract(epoch from l.at) * 1000)::bigint, 'stated', l.stated)), '[]') from look l
     where l.shard = $1 and l.workspace_id = $2 and l.at <= coalesce(clock_at, to_timestamp($3 / 1000.0))) as looks,
    (select coalesce(json_agg(json_build_object('id', v.id, 'journeyId', v.journey_id, 'liveVersionId', j.live_version_id, 'status', j.status)
       order by j.key collate "C", v.number), '[]')
     from journey j join journey_version v on v.journey_id = j.id where j.workspace_id = $2 and j.live_version_id is not null) as versions,
    ${WORKSPACE_COLUMNS}
  from agenda join workspace on id = workspace_id
  where shard = $1 and workspace_id = $2 and next_at <= coalesce(clock_at, to_timestamp($3 / 1000.0))
  for update of agenda skip locked`;

/** Takes the shard in hand if something is due; null where nothing is, or another worker has it. `systemNow` counts in live mode. */
export async function claimShard(tx: Sql, workspaceId: number, shard: number, systemNow: Instant): Promise<Claim | null> {
  const [row] = await tx.query<Omit<Claim, 'workspace'> & PortfolioWorkspace>(CLAIM, [shard, workspaceId, systemNow]);
  if (!row) return null;
  const { now, lookedUntil, nextDayAt, looks, versions, ...workspace } = row;
  return { now, lookedUntil, nextDayAt, looks, versions, workspace };
}

/** When a shard with nothing left to do must be looked at again. */
export interface Settlement {
  readonly nextAt: Instant | null;
  readonly nextDayAt: Instant | null;
  readonly now: Instant;
}

/** Says when the shard is due next, and up to when days have been looked at. Needs the claim. */
export async function settleShard(tx: Sql, workspaceId: number, shard: number, { nextAt, nextDayAt, now }: Settlement): Promise<void> {
  await tx.query(
    `update agenda set next_at = to_timestamp($3::float8 / 1000.0), next_day_at = to_timestamp($4::float8 / 1000.0), looked_until = to_timestamp($5 / 1000.0)
     where shard = $1 and workspace_id = $2`,
    [shard, workspaceId, nextAt, nextDayAt, now],
  );
}
