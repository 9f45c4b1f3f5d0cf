import { type ConstructorOptions, fromPglite, PgBoss } from 'pg-boss';
import type { Database } from '#lib/db/client.ts';
import { moverOf, nobodyMoves } from './clock-mover.ts';
import { everySoOften } from './every-so-often.ts';
import { daysDue, giveDay } from './pool-days.ts';
import { reportError } from './report.ts';
import { Rests } from './rests.ts';
import type { Runner } from './runner.ts';
import { tickShard } from './tick.ts';

/** A scheduler that runs; `stop` has the work in hand end at its next safe place, within seconds. */
export interface Scheduler {
  stop(): Promise<void>;
}

interface TickJob {
  readonly workspaceId: number;
  readonly shard: number;
}

const QUEUE = 'shard';
/** How often the agenda is asked what is due: what becomes due is begun within about two seconds. */
const SWEEP_MS = 1_000;
const STOP_WITHIN_MS = 4_000;

/**
 * Of each shard one job waits at most, and any number may be active: the claim keeps two workers apart, while a job of a
 * server that died would keep everybody out until it expired. A job is not tried again, since the next sweep sends another.
 */
const POLICY = { policy: 'short', expireInSeconds: 900, retryLimit: 0, deleteAfterSeconds: 60 } as const;

/** Finished jobs are swept out every five minutes; pg-boss does it once a day if not told. */
const UPKEEP = { superviseIntervalSeconds: 60, maintenanceIntervalSeconds: 300, schedule: false } as const;

/**
 * Moves every workspace by itself: each second it asks the agenda which shards are due, by the system's clock or by a
 * test workspace's own, and sends a job for each; jobs run on whichever server is free. A shard that is already queued
 * is not queued twice, and one that is lost is found by the next sweep. One that fails is tried again after a rest. Where a
 * workspace's opening hour has come, the places of its pools are given.
 */
export async function startScheduler(runner: Runner): Promise<Scheduler> {
  const stopping = new AbortController();
  const stoppable: Runner = { ...runner, stopping: AbortSignal.any([runner.stopping, stopping.signal]) };
  const boss = new PgBoss({ ...connectionOf(runner.db), ...UPKEEP, schema: 'jobs' });
  boss.on('error', reportError);
  await boss.start();
  await boss.createQueue(QUEUE, POLICY);
  const worker = {
    pollingIntervalSeconds: 0.5,
    batchSize: 2,
    burstWhenBatchFull: true,
    localConcurrency: runner.db.kind === 'pglite' ? 1 : 2,
  };
  const rests = new Rests();
  await boss.work<TickJob>(QUEUE, worker, async (jobs) => {
    for (const { data } of jobs) await tickJob(stoppable, data, rests);
  });
  const sweeping = everySoOften(SWEEP_MS, () => sweep(boss, runner));
  const giving = everySoOften(SWEEP_MS, () => giveDays(stoppable, rests));
  return {
    stop: async () => {
      stopping.abort();
      await sweeping.stop();
      await giving.stop();
      await boss.stop({ graceful: true, timeout: STOP_WITHIN_MS });
    },
  };
}

/** A shard that fails does not keep the others of the batch from their turn. */
async function tickJob(runner: Runner, { workspaceId, shard }: TickJob, rests: Rests): Promise<void> {
  const key = keyOf({ workspaceId, shard });
  if (runner.stopping.aborted || rests.isResting(key)) return;
  try {
    await tickShard(runner, workspaceId, shard, Date.now());
    rests.succeeded(key);
  } catch (error) {
    rests.failed(key);
    reportError(error);
  }
}

function keyOf({ workspaceId, shard }: TickJob): string {
  return `${workspaceId}.${shard}`;
}

/** Gives the places of every workspace whose opening hour has come; one that fails keeps no other from its own. */
async function giveDays(runner: Runner, rests: Rests): Promise<void> {
  for (const workspaceId of await daysDue(runner, Date.now())) {
    const key = `places.${workspaceId}`;
    if (runner.stopping.aborted || rests.isResting(key)) continue;
    try {
      await giveDay(runner, workspaceId, Date.now());
      rests.succeeded(key);
    } catch (error) {
      rests.failed(key);
      reportError(error);
    }
  }
}

/** Shards with something due: a workspace whose clock is being moved is left to the mover. */
const DUE_SHARDS = `
  select shard, workspace_id as "workspaceId" from agenda join workspace on id = workspace_id
  where next_at <= coalesce(clock_at, to_timestamp($1 / 1000.0)) and ${nobodyMoves(2)} order by next_at limit 1000`;

async function sweep(boss: PgBoss, runner: Runner): Promise<void> {
  const due = await runner.db.query<TickJob>(DUE_SHARDS, [Date.now(), ...moverOf(runner)]);
  if (due.length === 0) return;
  await boss.insert(
    QUEUE,
    due.map((data) => ({ data, singletonKey: keyOf(data) })),
  );
}

function connectionOf({ driver }: Database): ConstructorOptions {
  return driver.kind === 'pglite' ? { db: fromPglite(driver.engine), backend: 'pglite' } : { connectionString: driver.url, max: 3 };
}
