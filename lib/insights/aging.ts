import type { LocalDate } from '#lib/base/instant.ts';
import type { DebtBucket } from '#lib/kpi/bucket.ts';
import { standingSql } from './history.ts';
import { bucketSql, type Statement, withinSql } from './scope.ts';
import type { FigureSql } from './shared.ts';

/** What is owed in one currency at the end of a date: of one band, or of all where `bucket` is null. */
export interface AgingCell {
  readonly date: LocalDate;
  readonly currency: string;
  readonly bucket: DebtBucket | null;
  /** Minor units of `currency`. */
  readonly balance: number;
  readonly accounts: number;
  readonly debtors: number;
  readonly overdueBalance: number;
  readonly overdueAccounts: number;
  readonly overdueDebtors: number;
}

/**
 * `found`: the accounts that owe something at the end of each period's last date, or of today where it is not over: neither
 * paid nor cancelled in words, one row an account and period. An account exists from its `openedAt`. What is asked of
 * accounts is asked of their spans, of which there are few, before each date takes its own.
 */
function foundSql(statement: Statement): string {
  const { params, narrowing, zone } = statement;
  const pointsOf = (spans: string) =>
    `select s.account_id, e.n, e.at, s.external_id, s.debtor_id, s.currency, s.product, s.balance, s.due, e.date - s.due as days
       from ${spans} s join dates e on s.since < e.at and s.until >= e.at
      where true ${withinSql(statement, 'e.n', 's.account_id')}`;
  return `dates as materialized (select n, until as at, ((until - interval '1 millisecond') at time zone ${zone})::date as date from periods),
  spans as materialized (
    select o.account_id, a.external_id, a.debtor_id, a.currency, a.product, o.balance, d.due, s.since as shut_since,
           greatest(o.since, d.since) as since, least(o.until, d.until) as until
      from owed o
      join scope a on a.id = o.account_id
      join dues d on d.account_id = o.account_id and d.since < o.until and d.until > o.since
      left join shut s on s.account_id = o.account_id
     where o.balance > 0),
  ${standingSql(pointsOf)},
  found as (
    select n, external_id, debtor_id, currency, product, balance, due, days, ${bucketSql('days')} as bucket from standing
     where ${narrowing.bucket === null ? 'true' : `${bucketSql('days')} = ${params.add(narrowing.bucket)}`})`;
}

export const AGING: FigureSql = {
  needs: () => ({ facts: ['money', 'dues', 'words'], shared: ['moved', 'money', 'owed', 'dues', 'shut'] }),
  isWithin: true,
  found: foundSql,
  // By debtor first: what differs most is compared first, and the sums over all bands need no order of their own.
  sums: `
    , owing as (
      select n, currency, bucket, count(*) as accounts, sum(balance) as balance,
             count(*) filter (where days > 0) as overdue, coalesce(sum(balance) filter (where days > 0), 0) as overdue_balance
        from found group by grouping sets ((debtor_id, n, currency, bucket), (debtor_id, n, currency))),
    cells as (
      select n, currency, bucket, sum(accounts)::bigint as accounts, count(*) as debtors, sum(balance)::bigint as balance,
             sum(overdue)::bigint as "overdueAccounts", count(*) filter (where overdue > 0) as "overdueDebtors", sum(overdue_balance)::bigint as "overdueBalance"
        from owing group by n, currency, bucket)
    select c.n, concat(currency, ' ', bucket) as key, e.date, currency, bucket, accounts, debtors, balance, "overdueAccounts", "overdueDebtors", "overdueBalance"
      from cells c join dates e on e.n = c.n`,
};
