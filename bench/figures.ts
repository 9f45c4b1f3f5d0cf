import { localDateOf } from '#lib/base/civil.ts';
import { type Database, openDatabase, type Sql } from '#lib/db/client.ts';
import { migrate } from '#lib/db/migrate.ts';
import { postgresBinaries, startPostgres } from '#lib/db/start-postgres.ts';
import { agingAt, allFigures, channelEffect, contactsPerAccount, daysLate, recoveryRate } from '#lib/insights/figures.ts';
import { reading } from '#lib/insights/reading.ts';
import type { Narrowing, Portfolio } from '#lib/insights/scope.ts';
import { KPI_KEYS, type KpiKey } from '#lib/kpi/definition.ts';
import { comparedPeriod, type Period, presetPeriod, slicesOf } from '#lib/kpi/period.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { demoUntil, liveDemo, makeDemo } from '../scripts/seed/demo-workspace.ts';
import type { Bench } from './bench.ts';

/** How long the figures of the board take over the demo's year, beside one plain reading of the same rows. */
export const bench: Bench = {
  async run(print, full) {
    const debtors = full ? 5_000 : 300;
    print(`${debtors} debtors and their year; 90 days against the 90 before, their course in weeks; the best of ${ROUNDS} rounds`);
    await onPglite(debtors, print);
    await onPostgres(debtors, print);
  },
};

const ROUNDS = 7;

type Print = (line: string) => void;

async function onPglite(debtors: number, print: Print): Promise<void> {
  const db = await openDatabase({ memory: true });
  try {
    await measure('PGlite', db, debtors, print);
  } finally {
    await db.close();
  }
}

async function onPostgres(debtors: number, print: Print): Promise<void> {
  if (!postgresBinaries()) return print('PostgreSQL: not run, there is none on this machine');
  const server = await startPostgres();
  const db = await openDatabase({ url: server.url });
  try {
    await measure(`PostgreSQL ${server.version}`, db, debtors, print);
  } finally {
    await db.close();
    await server.stop();
  }
}

async function measure(name: string, db: Database, debtors: number, print: Print): Promise<void> {
  const portfolio = await makeYear(db, debtors);
  const today = localDateOf(portfolio.now, portfolio.zone);
  const period = presetPeriod('90d', today);
  const before = comparedPeriod(period, 'previous');
  const figure = before ? [period, before] : [period];
  const whole = [...figure, ...slicesOf(period)];
  const floor = await best(db, (tx) => plainReading(tx, portfolio));
  const alone = await eachFigure(db, portfolio, () => figure);
  const withCourse = await eachFigure(db, portfolio, (kpi) => (kpi === 'channelEffect' ? figure : whole));
  print(`${name}: a plain reading of the rows takes ${floor.toFixed(0)} ms`);
  print('figure               alone, ms   floors   with its course, ms   floors');
  const line = (label: string, short: number, long: number) =>
    print(
      `${label.padEnd(20)} ${short.toFixed(0).padStart(9)} ${(short / floor).toFixed(1).padStart(8)} ${long.toFixed(0).padStart(21)} ${(long / floor).toFixed(1).padStart(8)}`,
    );
  for (const kpi of KPI_KEYS) line(kpi, alone[kpi], withCourse[kpi]);
  line('all of them', sum(alone), sum(withCourse));
  // What the page asks: all figures at once, two of them with their course.
  const counts = { aging: whole.length, recoveryRate: whole.length, daysLate: 2, contactsPerAccount: 2, channelEffect: 2 };
  const page = await best(db, (tx) => allFigures(tx, portfolio, whole, counts, ALL));
  print(`the page with its charts: ${page.toFixed(0)} ms, ${(page / floor).toFixed(1)} floors`);
}

async function makeYear(db: Database, debtors: number): Promise<Portfolio> {
  const size = { debtors, days: 365 };
  await migrate(db);
  const { workspace } = await makeDemo(db, size);
  await liveDemo(db, workspace, size);
  if (db.kind === 'postgres') await db.script('vacuum analyze');
  return { id: workspace.id, shards: shardsOf(workspace), zone: workspace.timezone, now: demoUntil(size) };
}

const ALL: Narrowing = {
  ...{ journeyId: null, versionId: null, steps: null, bucket: null },
  ...{ channel: null, segment: null, product: null, currency: null },
};

type Reader = (tx: Sql, portfolio: Portfolio, periods: readonly Period[], narrowing: Narrowing) => Promise<readonly unknown[]>;

const READERS: Readonly<Record<KpiKey, Reader>> = { aging: agingAt, recoveryRate, daysLate, contactsPerAccount, channelEffect };

type Times = Record<KpiKey, number>;

async function eachFigure(db: Database, portfolio: Portfolio, periodsOf: (kpi: KpiKey) => readonly Period[]): Promise<Times> {
  const times: Times = { aging: 0, recoveryRate: 0, daysLate: 0, contactsPerAccount: 0, channelEffect: 0 };
  for (const kpi of KPI_KEYS) times[kpi] = await best(db, (tx) => READERS[kpi](tx, portfolio, periodsOf(kpi), ALL));
  return times;
}

const sum = (times: Times) => KPI_KEYS.reduce((total, kpi) => total + times[kpi], 0);

/** Milliseconds of the fastest round, a first one left out: what else runs on the machine only adds. */
async function best(db: Database, work: (tx: Sql) => Promise<unknown>): Promise<number> {
  const spent: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const from = performance.now();
    await reading(db, work);
    spent.push(performance.now() - from);
  }
  return Math.min(...spent.slice(1));
}

/** Every account, event and contact once, with what a figure has to take out of them. */
async function plainReading(tx: Sql, { id, shards }: Portfolio): Promise<void> {
  for (const shard of shards) {
    await tx.query(
      `select (select sum((imported #>> '{said,balance}')::bigint) from account where shard = $1 and workspace_id = $2),
              (select sum((payload ->> 'amount')::bigint) from event where shard = $1 and workspace_id = $2 and type = 'payment.received'),
              (select count(*) from contact where shard = $1 and workspace_id = $2 and cardinality(account_ids) > 0 and sent_at is not null)`,
      [shard, id],
    );
  }
}
