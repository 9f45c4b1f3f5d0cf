import { duesSql, moneySql, toldSql } from './history.ts';
import { bucketSql, type Statement, scopeSql } from './scope.ts';

/**
 * `found`: the accounts paid in the period, one row each: a payment of the period brought the balance to nothing and it
 * still was nothing at the period's end. `late`: civil days from the due date of that time to the day of that payment in
 * the workspace's zone, 0 where it came before; `amount`: what the account owed before its first payment, minor units.
 * The band is the one on that day. Accounts without a due date have no days.
 */
export function daysLateRowsSql(statement: Statement): string {
  const { params, narrowing, start, end, zone } = statement;
  return `with ${scopeSql(statement, ['journey', 'contact'])}, ${toldSql(statement)}, ${moneySql()}, ${duesSql()},
  settled as (
    select account_id, max(opening) as amount, max(at) filter (where net <= 0 and net_before > 0) as paid_at,
           (array_agg(net order by at desc, arrival desc))[1] as net
      from money where at < ${end} group by account_id),
  paid as (
    select a.external_id, a.debtor_id, a.currency, a.product, d.due, s.paid_at, s.amount,
           (s.paid_at at time zone ${zone})::date - d.due::date as days
      from settled s
      join scope a on a.id = s.account_id and (a.opened_at is null or a.opened_at <= s.paid_at)
      join dues d on d.account_id = s.account_id and d.since <= s.paid_at and d.until > s.paid_at
     where s.net <= 0 and s.paid_at >= ${start} and d.due is not null),
  found as (
    select paid.*, greatest(0, days) as late, ${bucketSql('days')} as bucket from paid
     where ${narrowing.bucket === null ? 'true' : `${bucketSql('days')} = ${params.add(narrowing.bucket)}`})`;
}
