import { standingSql } from './history.ts';
import { bucketSql, type Statement, withinSql } from './scope.ts';
import { type FigureSql, sumsOf } from './shared.ts';

/**
 * `found`: the accounts that were overdue at some instant of the period, one row each, amounts in minor units.
 * `opening`: owed at the period's start by those overdue then; `became`: owed at the instant at which others became overdue
 * in it, and what reversals of earlier payments brought back; `recovered`: what payments of the period took from the balance
 * while it was overdue, less those that were reversed in it. The band is the one at that first instant.
 *
 * A reversal undoes what was recovered in the period before it; what is left of it undoes an earlier payment and so is
 * balance that became overdue. With S the running sum of payments less reversals: recovered = Sₙ − min(0, min S), and
 * brought back = −min(0, min S).
 */
function foundSql(statement: Statement): string {
  const { params, narrowing, zone } = statement;
  const pointsOf = (spans: string) =>
    `select s.account_id, p.n, greatest(s.since, p.since) as at, s.external_id, s.debtor_id, s.currency, s.product, s.due, s.balance, s.since <= p.since as is_opening
       from ${spans} s join periods p on s.since < p.until and s.overdue_until > p.since and (s.before is null or s.before <= p.since)
        and s.owed_since < greatest(s.since, p.since) and s.owed_until >= greatest(s.since, p.since)
      where true ${withinSql(statement, 'p.n', 's.account_id')}`;
  return `late as (
    select d.account_id, a.external_id, a.debtor_id, a.currency, a.product, h.since as shut_since,
           d.due, greatest(d.since, (d.due + 1)::timestamp at time zone ${zone}, a.opened_at) as since, d.until,
           d.since = '-infinity' and d.until = 'infinity' as is_only
      from dues d join scope a on a.id = d.account_id left join shut h on h.account_id = d.account_id where d.due is not null),
  overdue as materialized (
    select *, null::timestamptz as before from late where since < until and is_only
    union all
    select *, lag(until) over (partition by account_id order by since) from late where since < until and not is_only),
  spans as materialized (
    select o.account_id, o.external_id, o.debtor_id, o.currency, o.product, o.due, o.shut_since, o.before, o.since, o.until as overdue_until,
           w.balance, w.since as owed_since, w.until as owed_until, least(o.until, w.until) as until
      from overdue o join owed w on w.account_id = o.account_id and w.since < o.until and w.until >= o.since
      left join (select distinct account_id from money where delta > 0) r on r.account_id = o.account_id
     where w.balance > 0 or r.account_id is not null),
  ${standingSql(pointsOf)},
  taken as materialized (
    select m.account_id, m.at, m.arrival, greatest(0, m.net_before) - greatest(0, m.net) as amount
      from money m join overdue o on o.account_id = m.account_id and m.at >= o.since and m.at < o.until),
  sums as (
    select p.n, t.*, sum(t.amount) over (partition by p.n, t.account_id order by t.at, t.arrival) as so_far
      from taken t join periods p on t.at >= p.since and t.at < p.until),
  paid as materialized (
    select account_id, n, sum(amount) - least(0, min(so_far)) as recovered, -least(0, min(so_far)) as back from sums group by 1, 2),
  met as (
    select p.n, p.external_id, p.debtor_id, p.currency, p.product, p.due, (p.at at time zone ${zone})::date - p.due as days,
           case when p.is_opening then p.balance else 0 end as opening,
           case when p.is_opening then 0 else p.balance end + coalesce(r.back, 0) as became, coalesce(r.recovered, 0) as recovered
      from standing p left join paid r on r.account_id = p.account_id and r.n = p.n),
  found as (
    select met.*, ${bucketSql('days')} as bucket from met
     where opening + became > 0 ${narrowing.bucket === null ? '' : `and ${bucketSql('days')} = ${params.add(narrowing.bucket)}`})`;
}

export const RECOVERY_RATE: FigureSql = {
  needs: () => ({ facts: ['money', 'dues', 'words'], shared: ['moved', 'money', 'owed', 'dues', 'shut'] }),
  isWithin: true,
  found: foundSql,
  sums: `select n, currency as key, ${sumsOf('recovered', '(opening + became)')}, sum(opening)::bigint as opening, sum(became)::bigint as became
    from found group by n, currency`,
};
