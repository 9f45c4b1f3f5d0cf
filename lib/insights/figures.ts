import type { Sql } from '#lib/db/client.ts';
import { addRatioSums, type Estimate, type RatioSums, ratio, wilson } from '#lib/kpi/interval.ts';
import type { Period } from '#lib/kpi/period.ts';
import { channelRowsSql } from './channel-effect.ts';
import { contactsRowsSql } from './contacts-per-account.ts';
import { daysLateRowsSql } from './days-late.ts';
import { gather } from './gather.ts';
import { recoveryRowsSql } from './recovery-rate.ts';
import type { Narrowing, Portfolio } from './scope.ts';

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

const sumsOf = (y: string, x: string) =>
  `count(*) as units, coalesce(sum(${y}), 0)::float8 as y, coalesce(sum(${x}), 0)::float8 as x, coalesce(sum(${y}::float8 * ${y}), 0) as yy,
   coalesce(sum(${x}::float8 * ${y}), 0) as xy, coalesce(sum(${x}::float8 * ${x}), 0) as xx`;

/** The recovery rate of each period, per currency; a currency in which nothing was overdue is left out. */
export async function recoveryRate(
  db: Sql,
  portfolio: Portfolio,
  periods: readonly Period[],
  narrowing: Narrowing,
): Promise<readonly (readonly Recovery[])[]> {
  const found = await gather<RatioSums & { readonly opening: number; readonly became: number }>(
    db,
    portfolio,
    periods,
    narrowing,
    (statement) => `${recoveryRowsSql(statement)}
      select n, currency as key, ${sumsOf('recovered', '(opening + became)')}, sum(opening)::bigint as opening, sum(became)::bigint as became
        from found group by n, currency`,
    (a, b) => ({ ...b, ...addRatioSums(a, b), opening: a.opening + b.opening, became: a.became + b.became }),
  );
  return found.map((rows) =>
    rows.flatMap((row) => {
      const rate = ratio(row);
      return rate ? [{ currency: row.key, accounts: row.units, recovered: row.y, opening: row.opening, became: row.became, rate }] : [];
    }),
  );
}

const NOTHING: RatioSums = { units: 0, y: 0, x: 0, yy: 0, xy: 0, xx: 0 };

/** How late the accounts paid in each period were paid; null where none was. */
export async function daysLate(
  db: Sql,
  portfolio: Portfolio,
  periods: readonly Period[],
  narrowing: Narrowing,
): Promise<readonly (Lateness | null)[]> {
  const found = await gather<RatioSums & { readonly amount: number; readonly weight: number }>(
    db,
    portfolio,
    periods,
    narrowing,
    (statement) => `${daysLateRowsSql(statement)}
      select n, currency as key, ${sumsOf('late', '1')}, sum(amount)::bigint as amount, sum(late::float8 * amount) as weight from found group by n, currency`,
    (a, b) => ({ ...b, ...addRatioSums(a, b), amount: a.amount + b.amount, weight: a.weight + b.weight }),
  );
  return found.map((rows) => {
    const all = rows.reduce<RatioSums>(addRatioSums, NOTHING);
    const mean = ratio(all);
    const weighted = rows.flatMap(({ key, amount, weight }) => (amount > 0 ? [{ currency: key, amount, mean: weight / amount }] : []));
    return mean && { accounts: all.units, days: all.y, mean, weighted };
  });
}

/** Contacts sent in each period for each account that was in a journey; null where none was. */
export async function contactsPerAccount(
  db: Sql,
  portfolio: Portfolio,
  periods: readonly Period[],
  narrowing: Narrowing,
): Promise<readonly (Contacting | null)[]> {
  const found = await gather<RatioSums>(
    db,
    portfolio,
    periods,
    narrowing,
    (statement) => `${contactsRowsSql(statement)} select n, 'all' as key, ${sumsOf('contacts', '1')} from found group by n`,
    (a, b) => ({ ...b, ...addRatioSums(a, b) }),
  );
  return found.map(([row]) => {
    const each = row ? ratio(row) : null;
    return row && each ? { accounts: row.units, contacts: row.y, each } : null;
  });
}

type Counted = Pick<ChannelEffect, 'accounts' | 'paid' | 'promised' | 'replied' | 'waiting'>;

/** What followed the contacts of each period within seven days, by channel; a channel that told nobody is left out. */
export async function channelEffect(
  db: Sql,
  portfolio: Portfolio,
  periods: readonly Period[],
  narrowing: Narrowing,
): Promise<readonly (readonly ChannelEffect[])[]> {
  const found = await gather<Counted>(
    db,
    portfolio,
    periods,
    narrowing,
    (statement) => `${channelRowsSql(statement)}
      select n, channel as key, count(*) as accounts, count(*) filter (where has_paid) as paid, count(*) filter (where has_promised) as promised,
             count(*) filter (where has_replied) as replied, count(*) filter (where is_waiting) as waiting
        from found group by n, channel`,
    (a, b) => ({
      ...a,
      accounts: a.accounts + b.accounts,
      paid: a.paid + b.paid,
      promised: a.promised + b.promised,
      replied: a.replied + b.replied,
      waiting: a.waiting + b.waiting,
    }),
  );
  return found.map((rows) =>
    rows.flatMap(({ key, n: _n, ...row }) => {
      const [paidShare, promisedShare, repliedShare] = [row.paid, row.promised, row.replied].map((count) => wilson(count, row.accounts));
      return paidShare && promisedShare && repliedShare ? [{ channel: key, ...row, paidShare, promisedShare, repliedShare }] : [];
    }),
  );
}
