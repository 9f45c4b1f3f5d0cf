import type { Sql } from '#lib/db/client.ts';
import { addRatioSums, type Estimate, type RatioSums, ratio, wilson } from '#lib/kpi/interval.ts';
import type { Period } from '#lib/kpi/period.ts';
import { channelRowsSql } from './channel-effect.ts';
import { contactsRowsSql } from './contacts-per-account.ts';
import { daysLateRowsSql } from './days-late.ts';
import { recoveryRowsSql } from './recovery-rate.ts';
import { type Narrowing, type Portfolio, Statement } from './scope.ts';

/** What was recovered of what was overdue, in one currency; amounts in minor units. */
export interface Recovery {
  readonly currency: string;
  readonly accounts: number;
  readonly recovered: number;
  readonly opening: number;
  readonly became: number;
  readonly rate: Estimate;
}

/** How late accounts were paid; `weighted` is the mean by amount, of one currency each. */
export interface Lateness {
  readonly accounts: number;
  readonly days: number;
  readonly mean: Estimate;
  readonly weighted: readonly { readonly currency: string; readonly amount: number; readonly mean: number }[];
}

/** Contacts sent for each account that was in a journey. */
export interface Contacting {
  readonly accounts: number;
  readonly contacts: number;
  readonly each: Estimate;
}

/** What followed the contacts of one channel within seven days, in accounts. */
export interface ChannelEffect {
  readonly channel: string;
  readonly accounts: number;
  readonly paid: number;
  readonly promised: number;
  readonly replied: number;
  /** Accounts that have not paid and whose seven days are not over. */
  readonly waiting: number;
  readonly paidShare: Estimate;
  readonly promisedShare: Estimate;
  readonly repliedShare: Estimate;
}

/** One row of sums: six of a ratio and what else it carries. */
type Sums = RatioSums & { readonly key: string };

const sumsOf = (y: string, x: string) =>
  `count(*) as units, coalesce(sum(${y}), 0)::float8 as y, coalesce(sum(${x}), 0)::float8 as x, coalesce(sum(${y}::float8 * ${y}), 0) as yy,
   coalesce(sum(${x}::float8 * ${y}), 0) as xy, coalesce(sum(${x}::float8 * ${x}), 0) as xx`;

/** Asks every shard for sums and adds them up by key. */
async function gather<Row extends { readonly key: string }>(
  db: Sql,
  portfolio: Portfolio,
  period: Period,
  narrowing: Narrowing,
  textOf: (statement: Statement) => string,
  add: (a: Row, b: Row) => Row,
): Promise<readonly Row[]> {
  const found = new Map<string, Row>();
  for (const shard of portfolio.shards) {
    const statement = new Statement(portfolio, shard, period, narrowing);
    const text = textOf(statement);
    for (const row of await db.query<Row>(text, statement.params.values)) {
      const known = found.get(row.key);
      found.set(row.key, known ? add(known, row) : row);
    }
  }
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The recovery rate of a period, per currency; a currency in which nothing was overdue is left out. */
export async function recoveryRate(db: Sql, portfolio: Portfolio, period: Period, narrowing: Narrowing): Promise<readonly Recovery[]> {
  const rows = await gather<Sums & { readonly opening: number; readonly became: number }>(
    db,
    portfolio,
    period,
    narrowing,
    (statement) => `${recoveryRowsSql(statement)}
      select currency as key, ${sumsOf('recovered', '(opening + became)')}, sum(opening)::bigint as opening, sum(became)::bigint as became
        from found group by currency`,
    (a, b) => ({ ...b, ...addRatioSums(a, b), opening: a.opening + b.opening, became: a.became + b.became }),
  );
  return rows.flatMap((row) => {
    const rate = ratio(row);
    return rate ? [{ currency: row.key, accounts: row.units, recovered: row.y, opening: row.opening, became: row.became, rate }] : [];
  });
}

/** How late the accounts paid in a period were paid; null where none was. */
export async function daysLate(db: Sql, portfolio: Portfolio, period: Period, narrowing: Narrowing): Promise<Lateness | null> {
  const rows = await gather<Sums & { readonly amount: number; readonly weight: number }>(
    db,
    portfolio,
    period,
    narrowing,
    (statement) => `${daysLateRowsSql(statement)}
      select currency as key, ${sumsOf('late', '1')}, sum(amount)::bigint as amount, sum(late::float8 * amount) as weight from found group by currency`,
    (a, b) => ({ ...b, ...addRatioSums(a, b), amount: a.amount + b.amount, weight: a.weight + b.weight }),
  );
  const all = rows.map((row): RatioSums => row).reduce(addRatioSums, { units: 0, y: 0, x: 0, yy: 0, xy: 0, xx: 0 });
  const mean = ratio(all);
  const weighted = rows.flatMap(({ key, amount, weight }) => (amount > 0 ? [{ currency: key, amount, mean: weight / amount }] : []));
  return mean && { accounts: all.units, days: all.y, mean, weighted };
}

/** Contacts sent in a period for each account that was in a journey; null where none was. */
export async function contactsPerAccount(db: Sql, portfolio: Portfolio, period: Period, narrowing: Narrowing): Promise<Contacting | null> {
  const [row] = await gather<Sums>(
    db,
    portfolio,
    period,
    narrowing,
    (statement) => `${contactsRowsSql(statement)} select 'all' as key, ${sumsOf('contacts', '1')} from found`,
    (a, b) => ({ ...b, ...addRatioSums(a, b) }),
  );
  const each = row ? ratio(row) : null;
  return row && each ? { accounts: row.units, contacts: row.y, each } : null;
}

type Counted = { readonly key: string } & Pick<ChannelEffect, 'accounts' | 'paid' | 'promised' | 'replied' | 'waiting'>;

/** What followed contacts within seven days, by channel; a channel that told nobody is left out. */
export async function channelEffect(
  db: Sql,
  portfolio: Portfolio,
  period: Period,
  narrowing: Narrowing,
): Promise<readonly ChannelEffect[]> {
  const rows = await gather<Counted>(
    db,
    portfolio,
    period,
    narrowing,
    (statement) => `${channelRowsSql(statement)}
      select channel as key, count(*) as accounts, count(*) filter (where has_paid) as paid, count(*) filter (where has_promised) as promised,
             count(*) filter (where has_replied) as replied, count(*) filter (where is_waiting) as waiting
        from found group by channel`,
    (a, b) => ({
      key: a.key,
      accounts: a.accounts + b.accounts,
      paid: a.paid + b.paid,
      promised: a.promised + b.promised,
      replied: a.replied + b.replied,
      waiting: a.waiting + b.waiting,
    }),
  );
  return rows.flatMap(({ key, ...row }) => {
    const [paidShare, promisedShare, repliedShare] = [row.paid, row.promised, row.replied].map((count) => wilson(count, row.accounts));
    return paidShare && promisedShare && repliedShare ? [{ channel: key, ...row, paidShare, promisedShare, repliedShare }] : [];
  });
}
