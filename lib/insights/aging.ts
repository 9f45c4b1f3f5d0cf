import type { LocalDate } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import type { DebtBucket } from '#lib/kpi/bucket.ts';
import type { Period } from '#lib/kpi/period.ts';
import { gather } from './gather.ts';
import { duesSql, moneySql, owedSql, standingSql, toldSql } from './history.ts';
import { bucketSql, type Narrowing, type Portfolio, type Statement, scopeSql, withinSql } from './scope.ts';

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
 * paid nor cancelled in words, one row an account and period. An account exists from its `openedAt`.
 */
export function agingRowsSql(statement: Statement): string {
  const { params, narrowing, zone } = statement;
  return `with ${scopeSql(statement, ['money', 'dues', 'words'], true)}, ${toldSql(statement, ['money', 'dues', 'words'])}, ${moneySql()}, ${owedSql()}, ${duesSql()},
  points as materialized (
    select o.account_id, p.n, p.until as at, o.balance from owed o join periods p on o.since < p.until and o.until >= p.until
     where o.balance > 0 ${withinSql(statement, 'p.n', 'o.account_id')}),
  ${standingSql()},
  dates as materialized (select n, ((until - interval '1 millisecond') at time zone ${zone})::date as date from periods),
  aged as materialized (
    select p.n, e.date, a.external_id, a.debtor_id, a.currency, a.product, p.balance, d.due, e.date - d.due as days
      from standing p
      join dates e on e.n = p.n
      join scope a on a.id = p.account_id
      join dues d on d.account_id = p.account_id and d.since < p.at and d.until >= p.at),
  found as (
    select aged.*, ${bucketSql('days')} as bucket from aged
     where ${narrowing.bucket === null ? 'true' : `${bucketSql('days')} = ${params.add(narrowing.bucket)}`})`;
}

/** Open balances by band and in all, per currency, at the end of each period's last date. A date on which nothing is owed has no cells. */
export async function agingAt(
  db: Sql,
  portfolio: Portfolio,
  periods: readonly Period[],
  narrowing: Narrowing,
): Promise<readonly (readonly AgingCell[])[]> {
  const found = await gather<AgingCell>(
    db,
    portfolio,
    periods,
    narrowing,
    (statement) => `${agingRowsSql(statement)},
      owing as (
        select n, date, currency, bucket, debtor_id, count(*) as accounts, sum(balance) as balance,
               count(*) filter (where days > 0) as overdue, coalesce(sum(balance) filter (where days > 0), 0) as overdue_balance
          from found group by grouping sets ((n, date, currency, debtor_id, bucket), (n, date, currency, debtor_id)))
      select n, concat(currency, ' ', bucket) as key, date, currency, bucket, sum(accounts)::bigint as accounts, count(*) as debtors, sum(balance)::bigint as balance,
             sum(overdue)::bigint as "overdueAccounts", count(*) filter (where overdue > 0) as "overdueDebtors", sum(overdue_balance)::bigint as "overdueBalance"
        from owing group by n, date, currency, bucket`,
    // A debtor stands in one shard, so that distinct debtors add up too.
    (a, b) => ({
      ...a,
      balance: a.balance + b.balance,
      accounts: a.accounts + b.accounts,
      debtors: a.debtors + b.debtors,
      overdueBalance: a.overdueBalance + b.overdueBalance,
      overdueAccounts: a.overdueAccounts + b.overdueAccounts,
      overdueDebtors: a.overdueDebtors + b.overdueDebtors,
    }),
  );
  return found.map((cells) => cells.map(({ key: _key, n: _n, ...cell }) => cell));
}
