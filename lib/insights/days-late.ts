import { bucketSql, type Statement, withinSql } from './scope.ts';
import { type FigureSql, sumsOf } from './shared.ts';

/**
 * `found`: the accounts paid in the period, one row each: a payment of the period brought the balance to nothing and it
 * still was nothing at the period's end. `late`: civil days from the due date of that time to the day of that payment in
 * the workspace's zone, 0 where it came before; `amount`: what the account owed before its first payment, minor units.
 * The band is the one on that day. Accounts without a due date have no days.
 */
function foundSql(statement: Statement): string {
  const { params, narrowing, zone } = statement;
  return `settled as (
    select account_id, at, until, net, opening as amount, opened_at,
           max(at) filter (where net <= 0 and net_before > 0) over (partition by account_id order by at, arrival) as paid_at
      from money),
  last as materialized (
    select p.n, s.account_id, s.amount, s.paid_at
      from settled s join periods p on s.at < p.until and s.until >= p.until and s.paid_at >= p.since
     where s.net <= 0 and (s.opened_at is null or s.opened_at <= s.paid_at) ${withinSql(statement, 'p.n', 's.account_id')}),
  paid as (
    select l.n, a.external_id, a.debtor_id, a.currency, a.product, d.due, l.paid_at, l.amount,
           (l.paid_at at time zone ${zone})::date - d.due as days
      from last l
      join scope a on a.id = l.account_id
      join dues d on d.account_id = l.account_id and d.since <= l.paid_at and d.until > l.paid_at
     where d.due is not null),
  found as (
    select paid.*, greatest(0, days) as late, ${bucketSql('days')} as bucket from paid
     where ${narrowing.bucket === null ? 'true' : `${bucketSql('days')} = ${params.add(narrowing.bucket)}`})`;
}

export const DAYS_LATE: FigureSql = {
  needs: () => ({ facts: ['money', 'dues'], shared: ['moved', 'money', 'dues'] }),
  isWithin: true,
  found: foundSql,
  sums: `select n, currency as key, ${sumsOf('late', '1')}, sum(amount)::bigint as amount, sum(late::numeric * amount)::float8 as weight from found group by n, currency`,
};
