import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type Database, openDatabase } from '#lib/db/client.ts';
import { migrate } from '#lib/db/migrate.ts';
import { postgresBinaries, startPostgres } from '#lib/db/start-postgres.ts';
import type { Bench } from './bench.ts';
import { makePortfolio, standAtFirstMessage, type TickPortfolio } from './tick-portfolio.ts';
import { type Share, type Spent, work } from './tick-worker.ts';

/** Accounts per second of a tick in which everyone is due, beside the same rows written by plain SQL. */
export const bench: Bench = {
  async run(print, full) {
    const accounts = full ? 1_000_000 : 20_000;
    print(
      `accounts: ${accounts} on PostgreSQL, ${Math.min(accounts, 100_000)} on PGlite; 16 shards; one message queued, one trace row, one move each`,
    );
    print('database        workers  turns/s   floor/s   share   dispatch/s');
    await onPostgres(accounts, print);
    await onPglite(Math.min(accounts, 100_000), print);
  },
};

async function onPostgres(accounts: number, print: (line: string) => void): Promise<void> {
  if (!postgresBinaries()) return print('PostgreSQL      not run: no PostgreSQL on this machine');
  const server = await startPostgres();
  const db = await openDatabase({ url: server.url });
  try {
    await migrate(db);
    const portfolio = await makePortfolio(db, accounts);
    for (const workers of [1, 2]) {
      const floor = await measure(db, portfolio, accounts, 'floor', workers, server.url);
      const runner = await measure(db, portfolio, accounts, 'runner', workers, server.url);
      print(row(`PostgreSQL ${server.version}`, workers, runner, floor));
    }
  } finally {
    await db.close();
    await server.stop();
  }
}

async function onPglite(accounts: number, print: (line: string) => void): Promise<void> {
  const db = await openDatabase({ memory: true });
  try {
    await migrate(db);
    const portfolio = await makePortfolio(db, accounts);
    const floor = await measure(db, portfolio, accounts, 'floor', 1, null);
    const runner = await measure(db, portfolio, accounts, 'runner', 1, null);
    print(row('PGlite', 1, runner, floor));
  } finally {
    await db.close();
  }
}

interface Rates {
  readonly turns: number;
  readonly dispatch: number;
}

/** With one worker in this process, with more in threads of their own, each with its own connections. */
async function measure(
  db: Database,
  portfolio: TickPortfolio,
  accounts: number,
  by: Share['by'],
  workers: number,
  url: string | null,
): Promise<Rates> {
  await standAtFirstMessage(db, portfolio);
  const shares = Array.from(
    { length: workers },
    (_, worker): Share => ({ by, portfolio, shards: portfolio.shards.filter((_shard, index) => index % workers === worker) }),
  );
  const [only] = shares;
  const spent =
    workers === 1 && only
      ? [await work(db, only)]
      : await Promise.all((await Promise.all(shares.map((share) => startWorker(url ?? '', share)))).map((begin) => begin()));
  const slowest = (pick: (one: Spent) => number) => accounts / (Math.max(...spent.map(pick)) / 1000);
  return { turns: slowest((one) => one.turnsMs), dispatch: slowest((one) => one.dispatchMs) };
}

/** A worker with its connection open; calling what comes back begins the work. */
async function startWorker(url: string, share: Share): Promise<() => Promise<Spent>> {
  const worker = new Worker(new URL('./tick-worker.ts', import.meta.url), { workerData: { url, share } });
  await once(worker, 'message');
  return async () => {
    worker.postMessage('begin');
    const [spent]: Spent[] = await once(worker, 'message');
    if (!spent) throw new Error('a worker ended without an answer');
    return spent;
  };
}

function row(database: string, workers: number, runner: Rates, floor: Rates): string {
  const figure = (rate: number) => Math.round(rate).toLocaleString('en').padStart(9);
  return `${database.padEnd(15)} ${String(workers).padStart(7)} ${figure(runner.turns)} ${figure(floor.turns)} ${(runner.turns / floor.turns).toFixed(2).padStart(7)} ${figure(runner.dispatch)}`;
}
