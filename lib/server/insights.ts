import 'server-only';
import type { Board, Figures, Insight, InsightQuery, InsightRows, InsightRowsQuery, InsightsQuery } from '#lib/api/insights.ts';
import { BOARD_COURSES, ROWS_PAGE, USUAL } from '#lib/api/insights.ts';
import { localDateOf } from '#lib/base/civil.ts';
import { csvLine } from '#lib/base/csv.ts';
import { formatInstant } from '#lib/base/instant.ts';
import { moneyText } from '#lib/base/money.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { CHANNELS, type Channel } from '#lib/facts/debtor.ts';
import { findNarrowing } from '#lib/insights/choices.ts';
import { agingAt, allFigures, channelEffect, contactsPerAccount, daysLate, recoveryRate } from '#lib/insights/figures.ts';
import { reading } from '#lib/insights/reading.ts';
import { allKpiRows, kpiRows, type RowPlace } from '#lib/insights/rows.ts';
import type { Narrowing, Portfolio } from '#lib/insights/scope.ts';
import { DEBT_BUCKETS, type DebtBucket } from '#lib/kpi/bucket.ts';
import type { KpiKey } from '#lib/kpi/definition.ts';
import { comparedPeriod, type Period, presetPeriod, slicesOf } from '#lib/kpi/period.ts';
import { type ColumnName, KPI_ROWS, type KpiRow, type RowColumn } from '#lib/kpi/rows.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { Refused } from './api-call.ts';

/** The portfolio of a workspace as of its clock, or of the system's in a live one. */
export function portfolioOf(workspace: WorkspaceStanding): Portfolio {
  return { id: workspace.id, shards: shardsOf(workspace), zone: workspace.timezone, now: workspace.clockAt ?? Date.now() };
}

/** The period that was asked for, and the one to compare it with; as usual where nothing is said. */
export function periodsOf(
  query: InsightsQuery,
  { now, zone }: Pick<Portfolio, 'now' | 'zone'>,
): { readonly period: Period; readonly compare: Period | null } {
  const { from, to, compareFrom, compareTo } = query;
  const today = localDateOf(now, zone);
  const period = from && to ? { from, to } : presetPeriod(query.period ?? USUAL.period, today);
  if (compareFrom && compareTo) return { period, compare: { from: compareFrom, to: compareTo } };
  return { period, compare: comparedPeriod(period, query.compare ?? USUAL.compare) };
}

type Reader<Key extends KpiKey> = (
  tx: Sql,
  portfolio: Portfolio,
  periods: readonly Period[],
  narrowing: Narrowing,
) => Promise<readonly Figures[Key][]>;

const READERS: { readonly [Key in KpiKey]: Reader<Key> } = { aging: agingAt, recoveryRate, daysLate, contactsPerAccount, channelEffect };

/** A figure with the one of the period compared with, and, where asked for, its course over the pieces of the period; all of one snapshot. */
export async function insightOf<Key extends KpiKey>(
  db: Database,
  workspace: WorkspaceStanding,
  kpi: Key,
  query: InsightQuery,
): Promise<Insight<Key>> {
  const portfolio = portfolioOf(workspace);
  const { period, compare } = periodsOf(query, portfolio);
  const slices = query.course === 'none' || kpi === 'channelEffect' ? [] : begunSlices(period, portfolio);
  const asked = { period, compare, slices };
  const read: Reader<Key> = READERS[kpi];
  const found = await reading(db, async (tx) =>
    read(tx, portfolio, [...figurePeriods(asked), ...slices], await findNarrowing(tx, workspace.id, query)),
  );
  return insightFrom(kpi, portfolio, asked, found);
}

/** All figures as the board shows them, of one snapshot; what they read of the past is read once. */
export async function boardOf(db: Database, workspace: WorkspaceStanding, query: InsightsQuery): Promise<Board> {
  const portfolio = portfolioOf(workspace);
  const { period, compare } = periodsOf(query, portfolio);
  const slices = begunSlices(period, portfolio);
  const figure = figurePeriods({ period, compare });
  const countOf = (kpi: KpiKey) => figure.length + (hasCourse(kpi) ? slices.length : 0);
  const counts = {
    aging: countOf('aging'),
    recoveryRate: countOf('recoveryRate'),
    daysLate: countOf('daysLate'),
    contactsPerAccount: countOf('contactsPerAccount'),
    channelEffect: countOf('channelEffect'),
  };
  const found = await reading(db, async (tx) =>
    allFigures(tx, portfolio, [...figure, ...slices], counts, await findNarrowing(tx, workspace.id, query)),
  );
  const insight = <Key extends KpiKey>(kpi: Key, figures: readonly Figures[Key][]): Insight<Key> =>
    insightFrom(kpi, portfolio, { period, compare, slices: hasCourse(kpi) ? slices : [] }, figures);
  return {
    aging: insight('aging', found.aging),
    recoveryRate: insight('recoveryRate', found.recoveryRate),
    daysLate: insight('daysLate', found.daysLate),
    contactsPerAccount: insight('contactsPerAccount', found.contactsPerAccount),
    channelEffect: insight('channelEffect', found.channelEffect),
  };
}

const hasCourse = (kpi: KpiKey) => BOARD_COURSES.some((one) => one === kpi);

interface AskedPeriods {
  readonly period: Period;
  readonly compare: Period | null;
  readonly slices: readonly Period[];
}

const figurePeriods = ({ period, compare }: Pick<AskedPeriods, 'period' | 'compare'>) => [period, ...(compare ? [compare] : [])];

/** `found`: the figure of the period, of the one compared with, and of each slice. */
function insightFrom<Key extends KpiKey>(
  kpi: Key,
  { now }: Portfolio,
  { period, compare, slices }: AskedPeriods,
  [figure, ...others]: readonly Figures[Key][],
): Insight<Key> {
  if (figure === undefined) throw new Error(`no figure was read for ${kpi}`);
  const [before = null] = compare ? others : [];
  const course = compare ? others.slice(1) : others;
  const series = slices.flatMap((slice, i) => {
    const piece = course[i];
    return piece === undefined ? [] : [{ ...slice, figure: piece }];
  });
  return { kpi, asOf: formatInstant(now), period, compare, figure, before, series };
}

function begunSlices(period: Period, { now, zone }: Portfolio): readonly Period[] {
  const today = localDateOf(now, zone);
  return slicesOf(period).filter(({ from }) => from <= today);
}

/** A page of the rows behind a figure. */
export async function insightRows(db: Database, workspace: WorkspaceStanding, kpi: KpiKey, query: InsightRowsQuery): Promise<InsightRows> {
  const portfolio = portfolioOf(workspace);
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  const { period } = periodsOf(query, portfolio);
  const { rows, next } = await reading(db, async (tx) =>
    kpiRows(tx, portfolio, { kpi, period, narrowing: await findNarrowing(tx, workspace.id, query) }, after, query.limit ?? ROWS_PAGE.usual),
  );
  return { kpi, rows: [...rows], next: next && writeCursor(next) };
}

/** Says a column's heading, a band, a channel, yes or no in the reader's language. */
export interface RowWords {
  readonly column: (name: ColumnName | 'currency') => string;
  readonly bucket: (bucket: DebtBucket) => string;
  readonly channel: (channel: Channel) => string;
  readonly flag: (is: boolean) => string;
}

/** All rows behind a figure as CSV, shard by shard; amounts as decimal text with their currency beside. */
export async function insightCsv(
  db: Database,
  workspace: WorkspaceStanding,
  kpi: KpiKey,
  query: InsightRowsQuery,
  words: RowWords,
): Promise<string> {
  const portfolio = portfolioOf(workspace);
  const { period } = periodsOf(query, portfolio);
  const columns = KPI_ROWS[kpi];
  const lines = [`\ufeff${csvLine([...columns.map(({ name }) => words.column(name)), words.column('currency')])}`];
  await reading(db, async (tx) => {
    const narrowing = await findNarrowing(tx, workspace.id, query);
    for await (const rows of allKpiRows(tx, portfolio, { kpi, period, narrowing })) {
      for (const row of rows) lines.push(csvLine([...columns.map((column) => cellText(row, column, words)), row.currency]));
    }
  });
  return lines.join('');
}

function cellText(row: KpiRow, { name, kind }: RowColumn, words: RowWords): string | number | null {
  const cell = row[name] ?? null;
  if (cell === null) return null;
  if (kind === 'minor') return moneyText(Number(cell), row.currency);
  if (kind === 'flag') return words.flag(cell === true);
  const bucket = kind === 'bucket' ? DEBT_BUCKETS.find((one) => one === cell) : undefined;
  const channel = kind === 'channel' ? CHANNELS.find((one) => one === cell) : undefined;
  if (bucket || channel) return bucket ? words.bucket(bucket) : channel ? words.channel(channel) : null;
  return typeof cell === 'number' ? cell : String(cell);
}

function writeCursor({ currency, rank, key }: RowPlace): string {
  return Buffer.from(JSON.stringify([currency, rank, key])).toString('base64url');
}

function readCursor(cursor: string): RowPlace {
  const refused = new Refused(400, 'bad-request', [
    { path: '$.cursor', message: 'No page begins here. Use the cursor of an answer, or none.' },
  ]);
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(read)) throw refused;
    const [currency, rank, key]: unknown[] = read;
    if (typeof currency === 'string' && typeof rank === 'number' && typeof key === 'string') return { currency, rank, key };
  } catch {
    throw refused;
  }
  throw refused;
}
