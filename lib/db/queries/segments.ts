import type { Instant } from '#lib/base/instant.ts';
import type { Predicate } from '#lib/facts/predicate.ts';
import type { Sql } from '../client.ts';
import { predicateSql } from '../predicate-sql.ts';
import { SqlParams } from '../sql-params.ts';

/** Which accounts are counted: those of one shard that exist at `now`. */
interface SegmentPlace {
  readonly workspaceId: number;
  readonly shard: number;
  readonly now: Instant;
}

/** How many accounts a segment holds, and how many of those have never been in the journey. */
export interface SegmentCount {
  readonly accounts: number;
  readonly fresh: number;
}

/**
 * How many accounts of a shard each segment takes, in the order given: an account counts for the first that takes it, and
 * for none where one of `exits` holds. `journeyId`: whose earlier runs make an account no longer fresh; null for none.
 * One statement, one pass over the shard's accounts. An upper bound where a predicate is not exact (`isExact`).
 */
export async function segmentCounts(
  db: Sql,
  { workspaceId, shard, now }: SegmentPlace,
  segments: readonly Predicate[],
  exits: readonly Predicate[],
  journeyId: number | null,
): Promise<readonly SegmentCount[]> {
  if (segments.length === 0) return [];
  const params = new SqlParams([shard, workspaceId, now, journeyId]);
  const first = segments.map((segment, index) => `when ${predicateSql(segment, params, now)} then ${index}`).join(' ');
  const leaves = exits.map((exit) => `and ${predicateSql({ combinator: 'and', not: true, rules: [exit] }, params, now)}`).join(' ');
  const rows = await db.query<{ segment: number; accounts: number; fresh: number }>(
    `select taken.segment, count(*)::int as accounts,
            count(*) filter (where not exists (select 1 from enrollment e where e.shard = $1 and e.account_id = taken.id and e.journey_id = $4::int))::int as fresh
       from (select a.id, case ${first} end as segment
               from account a join debtor d on d.shard = $1 and d.id = a.debtor_id
              where a.shard = $1 and a.workspace_id = $2 and (a.opened_at is null or a.opened_at <= to_timestamp($3 / 1000.0)) ${leaves}) taken
      where taken.segment is not null group by taken.segment`,
    params.values,
  );
  return segments.map((_, index) => rows.find((row) => row.segment === index) ?? { accounts: 0, fresh: 0 });
}
