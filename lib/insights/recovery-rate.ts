import { duesSql, moneySql, thenSql, toldSql } from './history.ts';
import type { Statement } from './scope.ts';
import { bucketSql, scopeSql } from './scope.ts';

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
export function recoveryRowsSql(statement: Statement): string {
  const { params, narrowing, start, end, zone } = statement;
  return `with ${scopeSql(statement, ['journey', 'contact'])}, ${toldSql(statement)}, ${moneySql()}, ${duesSql()},
  spans as (
    select d.account_id, d.due, greatest(d.since, (d.due::date + 1)::timestamp at time zone ${zone}, coalesce(a.opened_at, '-infinity')) as since, d.until
      from dues d join scope a on a.id = d.account_id where d.due is not null),
  overdue as materialized (select * from spans where since < until and since < ${end} and until > ${start}),
  points as (select account_id, 0 as n, min(greatest(since, ${start})) as at from overdue group by account_id),
  ${thenSql()},
  steps as (
    select m.account_id, m.at, m.arrival, greatest(0, m.net_before) - greatest(0, m.net) as taken
      from money m join overdue o on o.account_id = m.account_id and m.at >= o.since and m.at < o.until
     where m.at >= ${start} and m.at < ${end}),
  sums as (select account_id, at, arrival, sum(taken) over (partition by account_id order by at, arrival) as so_far from steps),
  paid as (
    select account_id, (array_agg(so_far order by at desc, arrival desc))[1] - least(0, min(so_far)) as recovered, -least(0, min(so_far)) as back,
           max(at) as last_at
      from sums group by account_id),
  met as (
    select a.external_id, a.debtor_id, a.currency, a.product, o.due, s.at,
           case when s.at = ${start} then s.balance else 0 end as opening,
           case when s.at = ${start} then 0 else s.balance end + coalesce(p.back, 0) as became,
           coalesce(p.recovered, 0) as recovered, p.last_at, (s.at at time zone ${zone})::date - o.due::date as days
      from stood s
      join scope a on a.id = s.account_id
      join overdue o on o.account_id = s.account_id and o.since <= s.at and o.until > s.at
      left join paid p on p.account_id = s.account_id
     where s.is_open),
  found as (
    select met.*, ${bucketSql('days')} as bucket from met
     where opening + became > 0 ${narrowing.bucket === null ? '' : `and ${bucketSql('days')} = ${params.add(narrowing.bucket)}`})`;
}
