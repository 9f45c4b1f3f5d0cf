import { once } from 'node:events';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { RunningVersion } from '#lib/interpreter/enter.ts';
import { decideTogether, type Gathering, gatheringsOf } from '#lib/interpreter/gathering.ts';
import type { DebtorOfPortfolio } from '#lib/interpreter/simulate.ts';
import { OPENING_TIME } from '#lib/journey/pools.ts';
import { firstGathering, knownAtFirst } from '#lib/simulation/simulation.ts';
import { versionsIn } from '#lib/simulation/standing.ts';
import { Tally, type TallyRows } from '#lib/simulation/tally.ts';
import { PackedDebtors } from './packed-debtors.ts';
import type { DebtorShare, ThreadAnswer, ThreadOrder, ThreadSetting } from './simulation-worker.ts';

/** Debtors that a thread is given at a time: few enough for progress to move, many enough that giving costs nothing beside running. */
const SHARE = 1_000;

/** A turn leaves many small things behind at once: with room for the young ones a third less time goes into sweeping them up. */
const resourceLimits = { maxYoungGenerationSizeMb: 96 };

/** A simulation in threads. */
export interface ThreadedSimulation extends ThreadSetting {
  /** Asked for as threads come free: a portfolio larger than memory may be made on the way, or lie there packed. */
  readonly debtors: Iterable<DebtorOfPortfolio> | PackedDebtors;
  readonly threads: number;
  /** Hears how many debtors are done. */
  progress?(debtors: number): void;
  /** Stops it: what is returned is null then. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a simulation in `threads` worker threads, debtors split among them. The answer is the same for any number of threads, since what
 * comes of a debtor depends on nobody else, or only on what is decided at gatherings from what all threads say there. Null where
 * it was stopped. Rejects with the sentence of a thread that failed; no thread is left behind.
 */
export async function simulateInThreads(simulation: ThreadedSimulation): Promise<TallyRows | null> {
  const { plan, policyCode, topicDays, ownPolicy, threads, signal } = simulation;
  if (signal?.aborted) return null;
  const setting: ThreadSetting = { plan, policyCode, topicDays, ownPolicy };
  const workers = Array.from({ length: Math.max(1, threads) }, () => new Worker(workerFile(), { workerData: setting, resourceLimits }));
  const crew: Crew = { workers, tell: (worker, order) => told(worker, order, signal) };
  try {
    const versions = versionsIn(plan, plan.standing);
    const gatherings = gatheringsOf(versions, firstGathering(plan), plan.to, {
      time: plan.openingTime ?? OPENING_TIME,
      zone: plan.timezone,
    });
    return await (gatherings.length > 0 ? runTogether(simulation, crew, versions, gatherings) : runShares(simulation, crew));
  } catch (error) {
    if (signal?.aborted) return null;
    throw error;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

type Answered = Extract<ThreadAnswer, { ok: true }>;

/** The threads, and how one is told what to do. */
interface Crew {
  readonly workers: readonly Worker[];
  tell(worker: Worker, order: ThreadOrder): Promise<Answered>;
}

async function told(worker: Worker, order: ThreadOrder, signal: AbortSignal | undefined): Promise<Answered> {
  worker.postMessage(order);
  // `once` rejects where the thread fails, and where it is told to stop.
  const [answer]: ThreadAnswer[] = await once(worker, 'message', signal ? { signal } : {});
  if (!answer?.ok) throw new Error(answer?.message ?? 'a thread of the simulation ended without an answer');
  return answer;
}

/** No debtor depends on another: each share is run to its end by whichever thread is free. */
async function runShares({ plan, debtors, progress }: ThreadedSimulation, { workers, tell }: Crew): Promise<TallyRows> {
  const shares = sharesOf(debtors);
  const tally = new Tally(plan.timezone);
  let done = 0;
  const serve = async (worker: Worker): Promise<void> => {
    for (let share = shares.next(); !share.done; share = shares.next()) {
      const { tally: rows } = await tell(worker, { kind: 'run', debtors: share.value });
      if (rows) tally.merge(rows);
      done += rows?.debtors ?? 0;
      progress?.(done);
    }
  };
  await Promise.all(workers.map(serve));
  return tally.rows();
}

/** Each thread keeps its debtors; at each gathering all are heard before any goes on. */
async function runTogether(
  { plan, debtors, progress }: ThreadedSimulation,
  { workers, tell }: Crew,
  versions: readonly RunningVersion[],
  gatherings: readonly Gathering[],
): Promise<TallyRows> {
  const shares = sharesOf(debtors);
  let taken = 0;
  const serve = async (worker: Worker): Promise<void> => {
    for (let share = shares.next(); !share.done; share = shares.next()) {
      await tell(worker, { kind: 'take', debtors: share.value });
      taken += 'bytes' in share.value ? share.value.size : share.value.length;
    }
  };
  await Promise.all(workers.map(serve));
  const all = (order: ThreadOrder) => Promise.all(workers.map((worker) => tell(worker, order)));
  const known = knownAtFirst(plan);
  let decided = known.told;
  for (const [index, gathering] of gatherings.entries()) {
    const heard = await all({ kind: 'hear', gathering, told: decided });
    decided = decideTogether([known.heard, ...heard.flatMap((one) => one.heard ?? [])], gathering, decided, versions, plan.timezone);
    progress?.(Math.floor((taken * (index + 1)) / (gatherings.length + 1)));
  }
  await all({ kind: 'go-on', to: plan.to, told: decided });
  const tally = new Tally(plan.timezone);
  for (const { tally: rows } of await all({ kind: 'tally' })) if (rows) tally.merge(rows);
  progress?.(taken);
  return tally.rows();
}

/**
 * The program of a thread, as it lies in the folder of the installation: Node runs it as it stands, beside whatever the server was
 * bundled into. Its path is put together while running, so that no bundler makes a copy of it.
 */
function workerFile(): string {
  return resolve(['lib', 'runner', 'simulation-worker.ts'].join('/'));
}

function* sharesOf(debtors: ThreadedSimulation['debtors']): Generator<DebtorShare> {
  if (debtors instanceof PackedDebtors) {
    yield* debtors.shares;
    return;
  }
  let share: DebtorOfPortfolio[] = [];
  for (const debtor of debtors) {
    share.push(debtor);
    if (share.length < SHARE) continue;
    yield share;
    share = [];
  }
  if (share.length > 0) yield share;
}
