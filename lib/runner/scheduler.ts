import { setTimeout } from 'node:timers/promises';
import { type ConstructorOptions, fromPglite, PgBoss } from 'pg-boss';
import type { Database } from '#lib/db/client.ts';
import { reportError } from './report.ts';
import type { Runner } from './runner.ts';
import { tickShard } from './tick.ts';

/** A scheduler that runs; `stop` lets the work in hand end. */
export interface Scheduler {
  stop(): Promise<void>;
}

interface TickJob {
  readonly workspaceId: number;
  readonly shard: number;
}

const QUEUE = 'tick';
/** How often the agenda is asked what is due: what becomes due is begun within about two seconds. */
const SWEEP_MS = 1_000;
/** After a worker's death its job is tried again by another. A tick that takes longer is safe: the claim keeps the other out. */
const EXPIRE_SECONDS = 30;

/**
 * Moves every workspace by itself: each second it asks the agenda which shards are due, by the system's clock or by a
 * test workspace's own, and sends a job for each; jobs run on whichever server is free. A shard that is already queued
 * is not queued twice, and one that is lost is found by the next sweep.
 */
export async function startScheduler(runner: Runner): Promise<Scheduler> {
  const boss = new PgBoss({ ...connectionOf(runner.db), schema: 'jobs', superviseIntervalSeconds: 10, monitorIntervalSeconds: 10 });
  boss.on('error', reportError);
  await boss.start();
  await boss.createQueue(QUEUE, {
    policy: 'stately',
    expireInSeconds: EXPIRE_SECONDS,
    retryLimit: 3,
    retryDelay: 1,
    deleteAfterSeconds: 60,
  });
  const worker = { pollingIntervalSeconds: 0.5, batchSize: 2, burstWhenBatchFull: true };
  await boss.work<TickJob>(QUEUE, worker, async (jobs) => {
    for (const { data } of jobs) await tickShard(runner, data.workspaceId, data.shard, Date.now());
  });
  const sweeping = everySoOften(SWEEP_MS, () => sweep(boss, runner.db));
  return {
    stop: async () => {
      await sweeping.stop();
      await boss.stop({ graceful: true, timeout: 3_000 });
    },
  };
}

/** Shards with something due: a workspace whose clock is being moved is left to the mover. */
const DUE_SHARDS = `
  select a.shard, a.workspace_id as "workspaceId" from agenda a join workspace w on w.id = a.workspace_id
  where a.next_at <= coalesce(w.clock_at, now()) and w.clock_mover is null order by a.next_at limit 1000`;

async function sweep(boss: PgBoss, db: Database): Promise<void> {
  for (const job of await db.query<TickJob>(DUE_SHARDS)) {
    await boss.send(QUEUE, job, { singletonKey: `${job.workspaceId}.${job.shard}` });
  }
}

function connectionOf({ driver }: Database): ConstructorOptions {
  return driver.kind === 'pglite' ? { db: fromPglite(driver.engine), backend: 'pglite' } : { connectionString: driver.url, max: 3 };
}

/** Repeats work with a pause between, never two at a time; a failure is reported and the next round tries again. */
function everySoOften(pauseMs: number, work: () => Promise<void>): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await work().catch(reportError);
      await setTimeout(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}
