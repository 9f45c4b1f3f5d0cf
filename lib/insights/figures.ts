import type { Sql } from '#lib/db/client.ts';
import type { KpiKey } from '#lib/kpi/definition.ts';
import { addRatioSums, type Estimate, type RatioSums, ratio, wilson } from '#lib/kpi/interval.ts';
import type { Period } from '#lib/kpi/period.ts';
import { AGING, type AgingCell } from './aging.ts';
import { CHANNEL_EFFECT } from './channel-effect.ts';
import { CONTACTS_PER_ACCOUNT } from './contacts-per-account.ts';
import { DAYS_LATE } from './days-late.ts';
import { gather, gatherTogether, type Summing } from './gather.ts';
import { RECOVERY_RATE } from './recovery-rate.ts';
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

/** Of one figure: its sums, and what is made of those of one period. */
interface Worked<Row, Figure> {
  readonly summing: Summing<Row>;
  readonly figure: (rows: readonly (Row & { readonly key: string; readonly n: number })[]) => Figure;
}

const worked = <Row, Figure>(one: Worked<Row, Figure>): Worked<Row, Figure> => one;

const aging = worked<AgingCell, readonly AgingCell[]>({
  summing: {
    sql: AGING,
    // A debtor stands in one shard, so that distinct debtors add up too.
    add: (a, b) => ({
      ...a,
      balance: a.balance + b.balance,
      accounts: a.accounts + b.accounts,
      debtors: a.debtors + b.debtors,
      overdueBalance: a.overdueBalance + b.overdueBalance,
      overdueAccounts: a.overdueAccounts + b.overdueAccounts,
      overdueDebtors: a.overdueDebtors + b.overdueDebtors,
    }),
  },
  figure: (cells) => cells.map(({ key: _key, n: _n, ...cell }) => cell),
});

const recovery = worked<RatioSums & { readonly opening: number; readonly became: number }, readonly Recovery[]>({
  summing: {
    sql: RECOVERY_RATE,
    add: (a, b) => ({ ...b, ...addRatioSums(a, b), opening: a.opening + b.opening, became: a.became + b.became }),
  },
  figure: (rows) =>
    rows.flatMap((row) => {
      const rate = ratio(row);
      return rate ? [{ currency: row.key, accounts: row.units, recovered: row.y, opening: row.opening, became: row.became, rate }] : [];
    }),
});

const NOTHING: RatioSums = { units: 0, y: 0, x: 0, yy: 0, xy: 0, xx: 0 };

const lateness = worked<RatioSums & { readonly amount: number; readonly weight: number }, Lateness | null>({
  summing: {
    sql: DAYS_LATE,
    add: (a, b) => ({ ...b, ...addRatioSums(a, b), amount: a.amount + b.amount, weight: a.weight + b.weight }),
  },
  figure: (rows) => {
    const all = rows.reduce<RatioSums>(addRatioSums, NOTHING);
    const mean = ratio(all);
    const weighted = rows.flatMap(({ key, amount, weight }) => (amount > 0 ? [{ currency: key, amount, mean: weight / amount }] : []));
    return mean && { accounts: all.units, days: all.y, mean, weighted };
  },
});

const contacting = worked<RatioSums, Contacting | null>({
  summing: { sql: CONTACTS_PER_ACCOUNT, add: (a, b) => ({ ...b, ...addRatioSums(a, b) }) },
  figure: ([row]) => {
    const each = row ? ratio(row) : null;
    return row && each ? { accounts: row.units, contacts: row.y, each } : null;
  },
});

type Counted = Pick<ChannelEffect, 'accounts' | 'paid' | 'promised' | 'replied' | 'waiting'>;

const effects = worked<Counted, readonly ChannelEffect[]>({
  summing: {
    sql: CHANNEL_EFFECT,
    add: (a, b) => ({
      ...a,
      accounts: a.accounts + b.accounts,
      paid: a.paid + b.paid,
      promised: a.promised + b.promised,
      replied: a.replied + b.replied,
      waiting: a.waiting + b.waiting,
    }),
  },
  figure: (rows) =>
    rows.flatMap(({ key, n: _n, ...row }) => {
      const [paidShare, promisedShare, repliedShare] = [row.paid, row.promised, row.replied].map((count) => wilson(count, row.accounts));
      return paidShare && promisedShare && repliedShare ? [{ channel: key, ...row, paidShare, promisedShare, repliedShare }] : [];
    }),
});

/** What each figure is of one period. */
export interface FigureOf {
  readonly aging: readonly AgingCell[];
  readonly recoveryRate: readonly Recovery[];
  readonly daysLate: Lateness | null;
  readonly contactsPerAccount: Contacting | null;
  readonly channelEffect: readonly ChannelEffect[];
}

/** Reads a figure of each period. */
type ReadFigure<Figure> = (db: Sql, portfolio: Portfolio, periods: readonly Period[], narrowing: Narrowing) => Promise<readonly Figure[]>;

function reader<Row, Figure>({ summing, figure }: Worked<Row, Figure>): ReadFigure<Figure> {
  return async (...asked) => (await gather(...asked, summing)).map(figure);
}

/** Open balances by band and in all, per currency, at the end of each period's last date. A date on which nothing is owed has no cells. */
export const agingAt: ReadFigure<FigureOf['aging']> = reader(aging);

/** The recovery rate of each period, per currency; a currency in which nothing was overdue is left out. */
export const recoveryRate: ReadFigure<FigureOf['recoveryRate']> = reader(recovery);

/** How late the accounts paid in each period were paid; null where none was. */
export const daysLate: ReadFigure<FigureOf['daysLate']> = reader(lateness);

/** Contacts sent in each period for each account that was in a journey; null where none was. */
export const contactsPerAccount: ReadFigure<FigureOf['contactsPerAccount']> = reader(contacting);

/** What followed the contacts of each period within seven days, by channel; a channel that told nobody is left out. */
export const channelEffect: ReadFigure<FigureOf['channelEffect']> = reader(effects);

/**
 * All figures at once, each of the first so many of the periods: what they read of the past is read once for all. The
 * answers are those of the figures one by one.
 */
export async function allFigures(
  db: Sql,
  portfolio: Portfolio,
  periods: readonly Period[],
  counts: Readonly<Record<KpiKey, number>>,
  narrowing: Narrowing,
): Promise<{ readonly [Key in KpiKey]: readonly FigureOf[Key][] }> {
  const take = gatherTogether(portfolio, periods, narrowing);
  const sums = {
    aging: take(aging.summing, counts.aging),
    recoveryRate: take(recovery.summing, counts.recoveryRate),
    daysLate: take(lateness.summing, counts.daysLate),
    contactsPerAccount: take(contacting.summing, counts.contactsPerAccount),
    channelEffect: take(effects.summing, counts.channelEffect),
  };
  await take.read(db);
  return {
    aging: sums.aging().map(aging.figure),
    recoveryRate: sums.recoveryRate().map(recovery.figure),
    daysLate: sums.daysLate().map(lateness.figure),
    contactsPerAccount: sums.contactsPerAccount().map(contacting.figure),
    channelEffect: sums.channelEffect().map(effects.figure),
  };
}
