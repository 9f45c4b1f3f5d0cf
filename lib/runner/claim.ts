import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { OWN_CODE } from '#lib/db/queries/own-policy.ts';
import { type PortfolioWorkspace, WORKSPACE_COLUMNS } from '#lib/portfolio/workspace.ts';
import { leaseOf, leftBehindBefore } from './contact-rows.ts';
import type { Runner } from './runner.ts';
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
  /** When the next day of the workspace begins, as far as the shard waits for it; null where no journey learned so far. */
  readonly learnAt: Instant | null;
  /** When places of pools are given next; may lie in the past while nobody asks. */
  readonly opensAt: Instant;
  readonly versions: readonly VersionRow[];
  /** The workspace's own policy as it is stored; null where it has none. */
  readonly ownPolicy: unknown;
  readonly workspace: PortfolioWorkspace;
}

const OWN_POLICY = `(select p.rules from policy p where p.workspace_id = $2 and p.code = '${OWN_CODE}')`;

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
    (extract(epoch from learn_at) * 1000)::bigint as "learnAt", (extract(epoch from opens_at) * 1000)::bigint as "opensAt",
    (extract(epoch from looking_at) * 1000)::bigint as "lookingAt", looked_debtor as "lookedDebtor",
    exists (select 1 from look l where l.shard = $1 and l.workspace_id = $2 and l.at <= coalesce(clock_at, to_timestamp($3 / 1000.0))) as "hasLooks",
    agenda.ctid = (select before.ctid from agenda before where before.shard = $1 and before.workspace_id = $2) as "isFresh",
    (select coalesce(json_agg(json_build_object('id', v.id, 'journeyId', v.journey_id, 'liveVersionId', j.live_version_id, 'status', j.status)
       order by j.key collate "C", v.number), '[]')
     from journey j join journey_version v on v.journey_id = j.id where j.workspace_id = $2 and j.live_version_id is not null) as versions,
    ${OWN_POLICY} as "ownPolicy",
    ${WORKSPACE_COLUMNS}
  from agenda join workspace on id = workspace_id
  where shard = $1 and workspace_id = $2 and next_at <= coalesce(clock_at, to_timestamp($3 / 1000.0))
  for update of agenda skip locked`;

/** Takes the shard in hand if something is due; null where nothing is, or another worker has it. `systemNow` counts in live mode. */
export async function claimShard(tx: Sql, workspaceId: number, shard: number, systemNow: Instant): Promise<Claim | null> {
  let row = await readClaim(tx, workspaceId, shard, systemNow);
  if (row?.isFresh === false) row = await readClaim(tx, workspaceId, shard, systemNow);
  if (!row) return null;
  const {
    now,
    lookedUntil,
    nextDayAt,
    learnAt,
    opensAt,
    hasLooks,
    lookingAt,
    lookedDebtor,
    versions,
    ownPolicy,
    isFresh: _,
    ...workspace
  } = row;
  return { now, lookedUntil, nextDayAt, learnAt, opensAt, hasLooks, lookingAt, lookedDebtor, versions, ownPolicy, workspace };
}

type ClaimRow = Omit<Claim, 'workspace'> & PortfolioWorkspace & { readonly isFresh: boolean };

async function readClaim(tx: Sql, workspaceId: number, shard: number, systemNow: Instant): Promise<ClaimRow | null> {
  const [row] = await tx.query<ClaimRow>(CLAIM, [shard, workspaceId, systemNow], { keep: true });
  return row ?? null;
}

/** How a shard stands at the end of a transaction that had it in hand. */
export interface Standing {
  /** When it is due next; null where nothing ever is. */
  readonly nextAt: Instant | null;
  /** Contacts that a dispatcher should take up: queued, or left in hand by one that died. */
  readonly waiting: number;
  /** Contacts in a living dispatcher's hand. */
  readonly inFlight: number;
  /** Who wrote the agenda row last. Whoever writes anything of a shard writes that row too: the same stamp, the same shard. */
  readonly stamp: string;
}

/** True where nothing is left to do in the shard at `now`. */
export function isDone({ nextAt, waiting, inFlight }: Standing, now: Instant): boolean {
  return waiting + inFlight === 0 && (nextAt === null || nextAt > now);
}

/** What this transaction writes is stamped with. */
const STAMP = 'pg_current_xact_id()::xid::text';

/**
 * Says when the shard is due next, by all that is written in it: an event, a step, a broken promise, an account that
 * begins to exist, a local midnight, everyone after publishing; and whether somebody waits for a place, which the opening hour
 * brings. What is due at `now` and was not done stays due, and so does a shard with contacts that wait or are in hand, unless they
 * wait for the opening (`untilOpening`). Needs the agenda row: the claim, or `holdShard`.
 */
export async function settleShard(
  tx: Sql,
  runner: Runner,
  workspaceId: number,
  shard: number,
  now: Instant,
  untilOpening = false,
): Promise<Standing> {
  const values = [shard, workspaceId, now, ...leaseOf(runner), untilOpening];
  const [standing] = await tx.query<Standing>(SETTLE, values, { keep: true });
  if (!standing) throw new Error(`shard ${shard} of workspace ${workspaceId} has no agenda`);
  return standing;
}

const SETTLE = `
  update agenda a set has_requests = r.asks or $6, next_at = case when q.waiting + q."inFlight" > 0 then a.next_at else least(
      case when a.looked_until is null then to_timestamp($3 / 1000.0) end,
      a.next_day_at,
      a.learn_at,
      (select min(at) from event where shard = $1 and workspace_id = $2 and not applied),
      r.wake_at,
      (select min(promise_breaks_at) from account where shard = $1 and workspace_id = $2 and promise_breaks_at is not null),
      (select min(at) from look where shard = $1 and workspace_id = $2)) end
  from (
    select count(*) filter (where claimed_at is null or claimed_at < before) as waiting, count(*) filter (where claimed_at >= before) as "inFlight"
    from contact, ${leftBehindBefore(4)} as before
    where shard = $1 and workspace_id = $2 and status = 'queued' and queued_at <= to_timestamp($3 / 1000.0) and not $6) q, (
    select min(wake_at) as wake_at, coalesce(bool_or(pool is not null), false) as asks
    from enrollment where shard = $1 and workspace_id = $2 and status = 'live' and version_id not in (
      select v.id from journey j join journey_version v on v.journey_id = j.id where j.workspace_id = $2 and j.status = 'paused')) r
  where a.shard = $1 and a.workspace_id = $2
  returning (extract(epoch from a.next_at) * 1000)::bigint as "nextAt", q.waiting, q."inFlight", ${STAMP} as stamp`;

/** Stamps a shard that stays due: contacts that wait were made in this transaction. Needs the claim. */
export async function stampShard(tx: Sql, workspaceId: number, shard: number): Promise<string> {
  const text = `update agenda set next_at = next_at where shard = $1 and workspace_id = $2 returning ${STAMP} as stamp`;
  const [row] = await tx.query<{ stamp: string }>(text, [shard, workspaceId], { keep: true });
  if (!row) throw new Error(`shard ${shard} of workspace ${workspaceId} has no agenda`);
  return row.stamp;
}

/** Keeps the runner and whoever writes beside it off the shard until the transaction ends, and answers its stamp before. */
export async function holdShard(tx: Sql, workspaceId: number, shard: number): Promise<string | null> {
  const [row] = await tx.query<{ stamp: string }>(
    'select xmin::text as stamp from agenda where shard = $1 and workspace_id = $2 for update',
    [shard, workspaceId],
    { keep: true },
  );
  return row?.stamp ?? null;
}

/** Has the shard wait for the next day of the workspace, or for none. Needs the claim. */
export async function waitForDay(tx: Sql, workspaceId: number, shard: number, learnAt: Instant | null): Promise<void> {
  await tx.query(
    'update agenda set learn_at = to_timestamp($3::float8 / 1000.0) where shard = $1 and workspace_id = $2',
    [shard, workspaceId, learnAt],
    { keep: true },
  );
}

/** Notes, in the transaction of a batch, how far the look of `now` has come: debtors up to this id. Needs the claim. */
export async function noteLook(tx: Sql, workspaceId: number, shard: number, now: Instant, lookedDebtor: string): Promise<void> {
  await tx.query(
    'update agenda set looking_at = to_timestamp($3 / 1000.0), looked_debtor = $4::uuid where shard = $1 and workspace_id = $2',
    [shard, workspaceId, now, lookedDebtor],
    { keep: true },
  );
}

/** Notes, in the transaction of the last batch, that everyone has been looked at up to `now`. Needs the claim. */
export async function endLook(tx: Sql, workspaceId: number, shard: number, now: Instant, nextDayAt: Instant | null): Promise<void> {
  await tx.query(
    `with over as (delete from look where shard = $1 and workspace_id = $2 and at <= to_timestamp($3 / 1000.0))
     update agenda set looked_until = to_timestamp($3 / 1000.0), next_day_at = to_timestamp($4::float8 / 1000.0), looking_at = null, looked_debtor = null
     where shard = $1 and workspace_id = $2`,
    [shard, workspaceId, now, nextDayAt],
    { keep: true },
  );
}
