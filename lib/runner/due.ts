import { localDateOf, startOfDay } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { columnArray, packColumn } from '#lib/db/columns-io.ts';
import { predicateSql } from '#lib/db/predicate-sql.ts';
import { SqlParams } from '#lib/db/sql-params.ts';
import type { Predicate } from '#lib/facts/predicate.ts';
import type { RunningVersion } from '#lib/interpreter/enter.ts';

/** What a tick of a shard has to do at `now`: which debtors, and which accounts of them are looked at for entry. */
export interface DueWork {
  readonly now: Instant;
  readonly debtorIds: readonly string[];
  /** Whether events waited for any of them when they were found. */
  readonly hasEvents: boolean;
  readonly lookAt: ReadonlySet<string>;
  /** Null where this is no time of looking. In a look, debtors are in the order of their ids. */
  readonly look: { readonly nextDayAt: Instant | null } | null;
}

/** Where and when to search. */
export interface SearchPlace {
  readonly workspaceId: number;
  readonly shard: number;
  readonly now: Instant;
  readonly versions: readonly RunningVersion[];
}

/** Debtors to whom something happens by itself: an event, a step, a promise that breaks. Each statement names one shard. */
const DUE_DEBTORS = `
  select debtor_id as id, true as "isTold" from event where shard = $1 and workspace_id = $2 and not applied and at <= to_timestamp($3 / 1000.0)
  union
  select debtor_id, false from enrollment where shard = $1 and workspace_id = $2 and status = 'live' and wake_at <= to_timestamp($3 / 1000.0) and not (version_id = any($4::int[]))
  union
  select debtor_id, false from account where shard = $1 and workspace_id = $2 and promise_breaks_at <= to_timestamp($3 / 1000.0)`;

/** Who is due, in any order, each once. */
interface DueDebtors {
  readonly ids: readonly string[];
  /** Whether an event waits for any of them. */
  readonly hasEvents: boolean;
}

/** The debtors of a shard to whom something is due at `now`, found by a scan of narrow rows and partial indexes. */
export async function findDue(tx: Sql, { workspaceId, shard, now, versions }: SearchPlace): Promise<DueDebtors> {
  const paused = versions.filter((version) => version.paused).map((version) => version.versionId);
  const due = await tx.query<{ id: string; isTold: boolean }>(DUE_DEBTORS, [shard, workspaceId, now, paused], { keep: true });
  return { ids: [...new Set(due.map((row) => row.id))], hasEvents: due.some((row) => row.isTold) };
}

/** An account that a look could let in. */
export interface Candidate {
  readonly id: string;
  readonly debtorId: string;
}

/** Whom to look at. */
export interface LookSearch extends SearchPlace {
  readonly zones: readonly string[];
  /** Up to when the starts of local days have been looked at; null: everyone is looked at. */
  readonly lookedUntil: Instant | null;
  /** In a look that was cut off: debtors up to this id have been looked at. */
  readonly lookedDebtor: string | null;
  /** Debtors who have a turn anyway. */
  readonly dueIds: readonly string[];
}

/**
 * Accounts that a look could let in: those stated or beginning to exist at the instant of a look, and everyone in the
 * zones whose local day has begun since `lookedUntil`. SQL finds them by the entries' own predicates, and those of
 * debtors who are due anyway without asking, since their turn may change what it would ask; the interpreter decides.
 */
export async function findCandidates(
  tx: Sql,
  { workspaceId, shard, now, versions, zones, lookedUntil, lookedDebtor, dueIds }: LookSearch,
): Promise<readonly Candidate[]> {
  const admitting = versions.filter(admitsBySegment);
  if (admitting.length === 0) return [];
  const waking = zones.filter((zone) => lookedUntil === null || startOfDay(localDateOf(now, zone), zone) > lookedUntil);
  const params = new SqlParams([shard, workspaceId, now, waking, packColumn('uuid', dueIds)]);
  const ways = admitting.map((version) => `(${entryCondition(version, params, now)})`);
  const ahead = lookedDebtor === null ? '' : `and a.debtor_id > ${params.add(lookedDebtor)}::uuid`;
  return tx.query<Candidate>(
    `with looks as materialized (select at from look where shard = $1 and workspace_id = $2 and at <= to_timestamp($3 / 1000.0))
     select a.id, a.debtor_id as "debtorId" from account a join debtor d on d.shard = $1 and d.id = a.debtor_id
     where a.shard = $1 and a.workspace_id = $2 and (a.opened_at is null or a.opened_at <= to_timestamp($3 / 1000.0))
       and (d.zone = any($4::text[]) or a.stated_at in (select at from looks) or a.opened_at in (select at from looks))
       and (a.debtor_id = any(${columnArray('uuid', 5)}) or ${ways.join(' or ')}) ${ahead}`,
    params.values,
  );
}

/** The account may be in no live run of the journey, and one of the segment entries must take it. */
function entryCondition({ journeyId, program }: RunningVersion, params: SqlParams, now: Instant): string {
  const segments = program.entries.filter((entry) => entry.event === null);
  const mayReturn = segments.some((entry) => entry.reentryAfterDays !== null);
  const where = segments.map((entry) => entry.predicate).filter((predicate): predicate is Predicate => predicate !== null);
  const matches = where.map((predicate) => predicateSql(predicate, params, now)).join(' or ');
  const journey = params.add(journeyId);
  const runs = `select 1 from enrollment e where e.shard = $1 and e.account_id = a.id and e.journey_id = ${journey}${mayReturn ? ` and e.status = 'live'` : ''}`;
  return `(${matches}) and not exists (${runs})`;
}

/** True where a version lets accounts in by a segment, and so looks at everyone each day. */
export function admitsBySegment({ admits, paused, program }: RunningVersion): boolean {
  return admits && !paused && program.entries.some((entry) => entry.event === null);
}

/** The zones of the shard's debtors. */
export async function readZones(tx: Sql, workspaceId: number, shard: number): Promise<readonly string[]> {
  const rows = await tx.query<{ zone: string }>(
    'select distinct zone from debtor where shard = $1 and workspace_id = $2',
    [shard, workspaceId],
    { keep: true },
  );
  return rows.map((row) => row.zone);
}
