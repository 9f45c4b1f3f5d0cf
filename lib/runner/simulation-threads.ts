import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { DebtorOfPortfolio } from '#lib/interpreter/simulate.ts';
import { Tally, type TallyRows } from '#lib/simulation/tally.ts';
import type { ThreadAnswer, ThreadSetting } from './simulation-worker.ts';

/** Debtors that a thread is given at a time: few enough for progress to move, many enough that giving costs nothing beside running. */
const SHARE = 1_000;

/** A turn leaves many small things behind at once: with room for the young ones a third less time goes into sweeping them up. */
const resourceLimits = { maxYoungGenerationSizeMb: 96 };

/** A simulation in threads. */
export interface ThreadedSimulation extends ThreadSetting {
  /** Asked for as threads come free: a portfolio larger than memory may be made on the way. */
  readonly debtors: Iterable<DebtorOfPortfolio>;
  readonly threads: number;
  /** Hears how many debtors are done. */
  progress?(debtors: number): void;
  /** Stops it: what is returned is null then. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a simulation in `threads` worker threads, debtors split among them. The answer is the same for any number of threads, since what
 * comes of a debtor depends on nobody else and only whole numbers are added. Null where it was stopped. Rejects with the sentence of
 * a thread that failed; no thread is left behind.
 */
export async function simulateInThreads(simulation: ThreadedSimulation): Promise<TallyRows | null> {
  const { plan, policyCode, topicDays, debtors, threads, progress, signal } = simulation;
  if (signal?.aborted) return null;
  const setting: ThreadSetting = { plan, policyCode, topicDays };
  const shares = sharesOf(debtors);
  const tally = new Tally(plan.timezone);
  const file = new URL('./simulation-worker.ts', import.meta.url);
  const workers = Array.from({ length: Math.max(1, threads) }, () => new Worker(file, { workerData: setting, resourceLimits }));
  let done = 0;
  const serve = async (worker: Worker): Promise<void> => {
    for (let share = shares.next(); !share.done; share = shares.next()) {
      worker.postMessage(share.value);
      // `once` rejects where the thread fails, and where it is told to stop.
      const [answer]: ThreadAnswer[] = await once(worker, 'message', signal ? { signal } : {});
      if (!answer?.ok) throw new Error(answer?.message ?? 'a thread of the simulation ended without an answer');
      tally.merge(answer.tally);
      done += answer.tally.debtors;
      progress?.(done);
    }
  };
  try {
    await Promise.all(workers.map(serve));
    return tally.rows();
  } catch (error) {
    if (signal?.aborted) return null;
    throw error;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function* sharesOf(debtors: Iterable<DebtorOfPortfolio>): Generator<readonly DebtorOfPortfolio[]> {
  let share: DebtorOfPortfolio[] = [];
  for (const debtor of debtors) {
    share.push(debtor);
    if (share.length < SHARE) continue;
    yield share;
    share = [];
  }
  if (share.length > 0) yield share;
}
