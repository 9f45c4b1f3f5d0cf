import 'server-only';
import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { SimulatedRun, SimulatedVersion, SimulationResult } from '#lib/api/simulations.ts';
import type { Database } from '#lib/db/client.ts';
import { beatSimulation, endSimulation } from '#lib/db/queries/simulations.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import type { MessageTemplate } from '#lib/message/template.ts';
import type { SimulatedPortfolio } from '#lib/runner/simulated-portfolio.ts';
import { simulateInThreads } from '#lib/runner/simulation-threads.ts';
import type { ThreadSetting } from '#lib/runner/simulation-worker.ts';
import type { StandingPortfolio } from '#lib/runner/standing-portfolio.ts';
import { reportOf } from '#lib/simulation/report.ts';
import type { NamedRules } from './policy.ts';

/** A simulation that this process has in hand. */
interface SimulationJob {
  readonly id: string;
  readonly stop: AbortController;
  done: number;
  whole: number;
}

declare global {
  var cadenzaSimulations: { readonly runner: string; readonly jobs: Map<string, SimulationJob> } | undefined;
}

const BEAT_MS = 500;

/** What this process has in hand; through globalThis, since Next evaluates modules more than once. */
function hand() {
  globalThis.cadenzaSimulations ??= { runner: randomUUID(), jobs: new Map() };
  return globalThis.cadenzaSimulations;
}

/** The name of this process among those that run simulations. */
export function simulationRunner(): string {
  return hand().runner;
}

/** The simulations that this process has in hand. */
export function simulationsInHand(): readonly string[] {
  return [...hand().jobs.keys()];
}

/** How far a simulation is that this process has in hand; null where it has not. */
export function simulationProgress(id: string): { readonly done: number; readonly whole: number } | null {
  return hand().jobs.get(id) ?? null;
}

/** Has this process stop a simulation; false where it has not got it. */
export function stopInHand(id: string): boolean {
  const job = hand().jobs.get(id);
  job?.stop.abort();
  return job !== undefined;
}

/** A version of the journey, with the messages that its steps send. */
export interface VersionToRun {
  readonly version: SimulatedVersion;
  /** Its id, where it is the live version. */
  readonly liveVersionId: number | null;
  readonly document: JourneyDocument;
  readonly templates: readonly MessageTemplate[];
}

/** Everything that a job needs and no thread can ask for. */
export interface SimulationWork {
  readonly id: string;
  readonly versions: readonly VersionToRun[];
  readonly setting: Omit<ThreadSetting, 'plan'>;
  readonly plan: Omit<ThreadSetting['plan'], 'journey' | 'templates' | 'standing'>;
  /** A portfolio as it stands, or its past. */
  readonly read: () => Promise<StandingPortfolio | SimulatedPortfolio>;
  /** What of the result is known before. */
  readonly about: Omit<SimulationResult, 'run' | 'against' | 'debtors' | 'inAll' | 'rules'>;
  readonly rules: NamedRules;
}

/** Runs a simulation in the background, in threads; its row tells how far it is and how it ended. */
export function beginSimulation(db: Database, work: SimulationWork): void {
  const job: SimulationJob = { id: work.id, stop: new AbortController(), done: 0, whole: 0 };
  const end = () => job.stop.abort();
  db.closing.addEventListener('abort', end, { once: true });
  hand().jobs.set(job.id, job);
  db.whileOpen(() => run(db, job, work))
    .catch((error: unknown) => console.error(error))
    .finally(() => {
      db.closing.removeEventListener('abort', end);
      hand().jobs.delete(job.id);
    });
}

async function run(db: Database, job: SimulationJob, work: SimulationWork): Promise<void> {
  const heart = setInterval(() => void beat(db, job), BEAT_MS);
  const ended = { problem: null, result: null };
  try {
    const result = await resultOf(job, work);
    const { done, whole } = job;
    // What ends because its server ends was cut off, and says so.
    const outcome = result ? 'finished' : db.closing.aborted ? 'interrupted' : 'stopped';
    await endSimulation(db, job.id, { ...ended, done, whole, outcome, result });
  } catch (error) {
    console.error(error);
    const problem = error instanceof Error ? error.message : String(error);
    await endSimulation(db, job.id, { ...ended, done: job.done, whole: job.whole, outcome: 'failed', problem });
  } finally {
    clearInterval(heart);
  }
}

/** Null where it was stopped. */
async function resultOf(
  job: SimulationJob,
  { versions, setting, plan, read, about, rules }: SimulationWork,
): Promise<SimulationResult | null> {
  const { debtors, inAll, ...rest } = await read();
  job.whole = debtors.length * versions.length;
  const runs: SimulatedRun[] = [];
  for (const [index, { version, liveVersionId, document, templates }] of versions.entries()) {
    const standing = 'standing' in rest ? { standing: { ...rest.standing, liveVersionId } } : {};
    const tally = await simulateInThreads({
      ...setting,
      plan: { ...plan, journey: document, templates, ...standing },
      debtors,
      threads: threadsToUse(),
      signal: job.stop.signal,
      progress: (done) => {
        job.done = index * debtors.length + done;
      },
    });
    if (!tally) return null;
    runs.push({ version, report: reportOf(document, tally, plan.behaviour) });
  }
  const [first, second = null] = runs;
  return first ? { ...about, debtors: debtors.length, inAll, rules: rulesIn(runs, rules), run: first, against: second } : null;
}

function rulesIn(runs: readonly SimulatedRun[], known: NamedRules) {
  const named = runs.flatMap(({ report }) => report.reasons.map(({ reason }) => reason.replace(/^(deferred|denied):/, '')));
  return [...new Set(named)].flatMap((id) => known.get(id) ?? []);
}

/** One core is left to those who use the product meanwhile. */
function threadsToUse(): number {
  return Math.min(4, Math.max(1, availableParallelism() - 1));
}

async function beat(db: Database, job: SimulationJob): Promise<void> {
  try {
    if (await beatSimulation(db, job.id, job.done, job.whole)) job.stop.abort();
  } catch (error) {
    console.error(error);
  }
}
