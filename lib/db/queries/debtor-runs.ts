import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '../client.ts';

/** A contact that a journey made with a debtor: accounts by external id, in their order. */
interface ToldRow {
  readonly at: Instant;
  readonly node: string;
  readonly channel: string;
  readonly status: string;
  readonly accounts: readonly string[];
}

/** What one journey told a debtor so far, in the order in which it was queued. */
export function contactsOfJourney(db: Sql, shard: number, debtorId: string, journeyId: number): Promise<ToldRow[]> {
  return db.query<ToldRow>(
    `select (extract(epoch from c.queued_at) * 1000)::float8 as at, c.node, c.channel, c.status,
            array(select a.external_id from account a where a.shard = c.shard and a.id = any(c.account_ids) order by a.external_id collate "C") as accounts
       from contact c where c.shard = $1 and c.debtor_id = $2 and c.journey_id = $3 order by c.queued_at, c.node`,
    [shard, debtorId, journeyId],
  );
}

/** The runs of a debtor's accounts through one journey, by account and entry. */
export function runsOfJourney(
  db: Sql,
  shard: number,
  debtorId: string,
  journeyId: number,
): Promise<{ readonly account: string; readonly status: 'live' | 'ended'; readonly node: string; readonly outcome: string | null }[]> {
  return db.query(
    `select a.external_id as account, e.status, e.node, e.outcome
       from enrollment e join account a on a.shard = e.shard and a.id = e.account_id
      where e.shard = $1 and e.debtor_id = $2 and e.journey_id = $3 order by a.external_id collate "C", e.run`,
    [shard, debtorId, journeyId],
  );
}
