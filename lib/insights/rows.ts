import type { Sql } from '#lib/db/client.ts';
import type { KpiKey } from '#lib/kpi/definition.ts';
import type { Period } from '#lib/kpi/period.ts';
import type { KpiRow } from '#lib/kpi/rows.ts';
import { AGING } from './aging.ts';
import { CHANNEL_EFFECT } from './channel-effect.ts';
import { CONTACTS_PER_ACCOUNT } from './contacts-per-account.ts';
import { DAYS_LATE } from './days-late.ts';
import { RECOVERY_RATE } from './recovery-rate.ts';
import { type Narrowing, type Portfolio, Statement } from './scope.ts';
import { type FigureSql, rowsSql } from './shared.ts';

/** Where a row stands: by currency, then the largest first, then by its key. */
export interface RowPlace {
  readonly currency: string;
  readonly rank: number;
  readonly key: string;
}

type FoundRow = KpiRow & { readonly rank: number; readonly key: string };

interface RowsOf {
  readonly figure: FigureSql;
  /** What makes a row large. */
  readonly rank: string;
  readonly key: string;
  /** The expression of each column that is not called as in the figure's statement. */
  readonly columns: (moment: (at: string) => string) => string;
}

const ROWS: Readonly<Record<KpiKey, RowsOf>> = {
  aging: {
    figure: AGING,
    rank: 'balance',
    key: 'external_id',
    columns: () => 'due, days, bucket, balance',
  },
  recoveryRate: {
    figure: RECOVERY_RATE,
    rank: 'opening + became',
    key: 'external_id',
    columns: () => 'due, bucket, opening::bigint as opening, became::bigint as became, recovered::bigint as recovered',
  },
  daysLate: {
    figure: DAYS_LATE,
    rank: 'late',
    key: 'external_id',
    columns: (moment) => `due, ${moment('paid_at')} as "paidAt", late, amount::bigint as amount`,
  },
  contactsPerAccount: {
    figure: CONTACTS_PER_ACCOUNT,
    rank: 'contacts',
    key: 'external_id',
    columns: (moment) => `contacts, told_with as "toldWith", ${moment('first_at')} as "firstAt", ${moment('last_at')} as "lastAt"`,
  },
  channelEffect: {
    figure: CHANNEL_EFFECT,
    rank: 'case when has_paid then amount else 0 end',
    key: `external_id || ' ' || channel`,
    columns: (moment) =>
      `channel, contacts, ${moment('first_at')} as "firstAt", has_paid as "hasPaid", amount as paid, has_promised as "hasPromised", has_replied as "hasReplied"`,
  },
};

/**
 * The next `limit` rows behind a figure in one shard, after a place; all of them where `limit` is null. They are the very
 * rows over which the figure sums. A page costs what the figure costs, since the largest come first.
 */
function rowsIn(
  db: Sql,
  portfolio: Portfolio,
  shard: number,
  asked: { readonly kpi: KpiKey; readonly period: Period; readonly narrowing: Narrowing },
  after: RowPlace | null,
  limit: number | null,
): Promise<FoundRow[]> {
  const statement = new Statement(portfolio, shard, [asked.period], asked.narrowing);
  const { figure, rank, key, columns } = ROWS[asked.kpi];
  const moment = (at: string) => `to_char(${at} at time zone ${statement.zone}, 'YYYY-MM-DD HH24:MI')`;
  const { params } = statement;
  const later =
    after === null
      ? ''
      : `where (currency collate "C", -rank, key collate "C") > (${params.add(after.currency)}::text collate "C", ${params.add(-after.rank)}::float8, ${params.add(after.key)}::text collate "C")`;
  const text = `${rowsSql(statement, figure)},
    placed as (select external_id as account, product, currency, (${rank})::float8 as rank, ${key} as key, ${columns(moment)} from found)
    select * from placed ${later} order by currency collate "C", rank desc, key collate "C" ${limit === null ? '' : `limit ${params.add(limit)}`}`;
  return db.query<FoundRow>(text, params.values);
}

/** A page of the rows behind a figure over all shards, and the place of its last row where more follow. */
export async function kpiRows(
  db: Sql,
  portfolio: Portfolio,
  asked: { readonly kpi: KpiKey; readonly period: Period; readonly narrowing: Narrowing },
  after: RowPlace | null,
  limit: number,
): Promise<{ readonly rows: readonly KpiRow[]; readonly next: RowPlace | null }> {
  const found: FoundRow[] = [];
  for (const shard of portfolio.shards) found.push(...(await rowsIn(db, portfolio, shard, asked, after, limit + 1)));
  const page = found.sort(byPlace).slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(withoutPlace),
    next: found.length > limit && last ? { currency: last.currency, rank: last.rank, key: last.key } : null,
  };
}

/** Every row behind a figure, shard by shard, each in the order of the pages. */
export async function* allKpiRows(
  db: Sql,
  portfolio: Portfolio,
  asked: { readonly kpi: KpiKey; readonly period: Period; readonly narrowing: Narrowing },
): AsyncGenerator<readonly KpiRow[]> {
  for (const shard of portfolio.shards) yield (await rowsIn(db, portfolio, shard, asked, null, null)).map(withoutPlace);
}

function withoutPlace({ rank: _rank, key: _key, ...row }: FoundRow): KpiRow {
  return row;
}

function byPlace(a: RowPlace, b: RowPlace): number {
  if (a.currency !== b.currency) return a.currency < b.currency ? -1 : 1;
  if (a.rank !== b.rank) return b.rank - a.rank;
  return a.key < b.key ? -1 : 1;
}
