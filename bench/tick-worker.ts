import { parentPort, workerData } from 'node:worker_threads';
import { type Database, openDatabase } from '../lib/db/client.ts';
import { createRunner } from '../lib/runner/runner.ts';
import { tickShard } from '../lib/runner/tick.ts';
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

/** Does a share on an open database. */
export async function work(db: Database, { by, portfolio, shards }: Share): Promise<Spent> {
  let turnsMs = 0;
  let lastMark = performance.now();
  const since = () => {
    const spent = performance.now() - lastMark;
    lastMark = performance.now();
    return spent;
  };
  let dispatchMs = 0;
  const runner = createRunner(db, { at: (point) => void (point === 'turn-committed' ? (turnsMs += since()) : point === 'turn-written' || (dispatchMs += since())) });
  for (const shard of shards) {
    if (by === 'floor') await writeByPlainSql(db, shard, portfolio);
    else await tickShard(runner, portfolio.workspace.id, shard, DUE_AT);
    if (by === 'floor') turnsMs += since();
    else dispatchMs += since();
  }
  return { turnsMs, dispatchMs };
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
