import { parentPort, workerData } from 'node:worker_threads';
import { type Database, openDatabase } from '#lib/db/client.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { tickShard } from '#lib/runner/tick.ts';
import { DUE_AT, type TickPortfolio, writeByPlainSql } from './tick-portfolio.ts';

/** One worker's share: which shards, and whether by the runner or by plain SQL. */
export interface Share {
  readonly by: 'runner' | 'floor';
  readonly portfolio: TickPortfolio;
  readonly shards: readonly number[];
}

/** How long the worker's turns took, and its dispatch, in milliseconds. */
export interface Spent {
  readonly turnsMs: number;
  readonly dispatchMs: number;
}

/** Adds up the time between marks. */
class Stopwatch {
  readonly spent: { turnsMs: number; dispatchMs: number } = { turnsMs: 0, dispatchMs: 0 };
  #last = performance.now();

  mark(kind: 'turnsMs' | 'dispatchMs'): void {
    const now = performance.now();
    this.spent[kind] += now - this.#last;
    this.#last = now;
  }
}

/** Does a share on an open database. */
export async function work(db: Database, { by, portfolio, shards }: Share): Promise<Spent> {
  const watch = new Stopwatch();
  const runner = createRunner(db, {
    at: (point) => {
      if (point !== 'turn-written') watch.mark(point === 'turn-committed' ? 'turnsMs' : 'dispatchMs');
    },
  });
  for (const shard of shards) {
    if (by === 'floor') await writeByPlainSql(db, shard, portfolio);
    else await tickShard(runner, portfolio.workspace.id, shard, DUE_AT);
    watch.mark(by === 'floor' ? 'turnsMs' : 'dispatchMs');
  }
  return watch.spent;
}

if (parentPort) {
  const { url, share }: { url: string; share: Share } = workerData;
  const db = await openDatabase({ url });
  await db.query('select 1');
  const port = parentPort;
  port.once('message', async () => {
    port.postMessage(await work(db, share));
    await db.close();
  });
  port.postMessage('ready');
}
