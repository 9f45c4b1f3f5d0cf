import { addDays, localDateOf } from '#lib/base/civil.ts';
import type { Instant, LocalDate } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import type { DebtBucket } from '#lib/kpi/bucket.ts';
import type { Period } from '#lib/kpi/period.ts';
import { duesSql, moneySql, thenSql, toldSql } from './history.ts';
import { bucketSql, instantsOf, type Narrowing, type Portfolio, Statement, scopeSql } from './scope.ts';

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

/** The end of a date at which accounts are looked at. */
interface DateEnd {
  readonly last: LocalDate;
  /** The instant after it, or after now where the date is not over. */
  readonly end: Instant;
}

/** The ends of the periods' last dates; of today where a period ends later. One that has not begun has none. */
export function lastDates(periods: readonly Period[], { zone, now }: Portfolio): readonly DateEnd[] {
  const today = localDateOf(now, zone);
  return periods
    .filter(({ from }) => from <= today)
    .map((period) => ({ last: period.to > today ? today : addDays(period.to, -1), end: instantsOf(period, zone, now).end }));
}

/**
 * The accounts that owe something at the end of each date (n counts the dates from 0): neither paid nor cancelled in
 * words, one row an account and date. An account exists from its `openedAt`.
 */
export function agingRowsSql(statement: Statement, ends: readonly DateEnd[]): string {
  const { params, narrowing } = statement;
  const dates = params.add(ends.map(({ last }) => last));
  const instants = params.add(ends.map(({ end }) => end));
  return `with ${scopeSql(statement, ['journey', 'contact'])}, ${toldSql(statement)}, ${moneySql()}, ${duesSql()},
  dates as (select n - 1 as n, date, to_timestamp(at / 1000) as at from unnest(${dates}::text[], ${instants}::float8[]) with ordinality as u(date, at, n)),
  points as (select a.id as account_id, d.n, d.at from scope a cross join dates d where a.opened_at is null or a.opened_at < d.at),
  ${thenSql()},
  aged as (
    select a.external_id, a.debtor_id, a.currency, a.product, s.balance, s.due, d.n, d.date, d.date::date - s.due::date as days
      from stood s join scope a on a.id = s.account_id join dates d on d.n = s.n
     where s.balance > 0 and s.is_open),
  found as (
    select aged.*, ${bucketSql('days')} as bucket from aged
     where ${narrowing.bucket === null ? 'true' : `${bucketSql('days')} = ${params.add(narrowing.bucket)}`})`;
}

/** Open balances by band and in all, per currency, at the end of each period's last date, over all shards. Dates on which nothing is owed have no cells. */
export async function agingAt(
  db: Sql,
  portfolio: Portfolio,
  narrowing: Narrowing,
  periods: readonly Period[],
): Promise<readonly AgingCell[]> {
  const ends = lastDates(periods, portfolio);
  if (ends.length === 0) return [];
  const longest = { from: periods[0]?.from ?? '', to: periods.at(-1)?.to ?? '' };
  const cells = new Map<string, AgingCell>();
  for (const shard of portfolio.shards) {
    const statement = new Statement(portfolio, shard, longest, narrowing);
    const text = `${agingRowsSql(statement, ends)}
      select date, currency, bucket, count(*) as accounts, count(distinct debtor_id) as debtors, sum(balance)::bigint as balance,
             count(*) filter (where days > 0) as "overdueAccounts", count(distinct debtor_id) filter (where days > 0) as "overdueDebtors",
             coalesce(sum(balance) filter (where days > 0), 0)::bigint as "overdueBalance"
        from found group by grouping sets ((date, currency, bucket), (date, currency))`;
    for (const cell of await db.query<AgingCell>(text, statement.params.values)) merge(cells, cell);
  }
  return [...cells.values()];
}

/** A debtor stands in one shard, so that distinct debtors add up too. */
function merge(cells: Map<string, AgingCell>, cell: AgingCell): void {
  const key = `${cell.date} ${cell.currency} ${cell.bucket}`;
  const known = cells.get(key);
  if (!known) {
    cells.set(key, cell);
    return;
  }
  cells.set(key, {
    ...cell,
    balance: known.balance + cell.balance,
    accounts: known.accounts + cell.accounts,
    debtors: known.debtors + cell.debtors,
    overdueBalance: known.overdueBalance + cell.overdueBalance,
    overdueAccounts: known.overdueAccounts + cell.overdueAccounts,
    overdueDebtors: known.overdueDebtors + cell.overdueDebtors,
  });
}
