import { parentPort, workerData } from 'node:worker_threads';
import type { Instant } from '#lib/base/instant.ts';
import type { Gathering, Heard, Told } from '#lib/interpreter/gathering.ts';
import type { DebtorOfPortfolio } from '#lib/interpreter/simulate.ts';
import { Simulation, type SimulationPart, type SimulationPlan } from '#lib/simulation/simulation.ts';
import { versionsIn } from '#lib/simulation/standing.ts';
import type { TallyRows } from '#lib/simulation/tally.ts';
import { type PackedShare, unpacked } from './packed-debtors.ts';
import { policyInForce } from './policy-in-force.ts';

/** What a thread is told once: the plan, and the policy by its code (null: none), since a policy cannot be sent. */
export interface ThreadSetting {
  readonly plan: SimulationPlan;
  readonly policyCode: string | null;
  readonly topicDays: number;
  /** The workspace's own rules as they are stored. */
  readonly ownPolicy?: unknown;
}

/** Debtors that a thread is given at a time, as they are or packed. */
export type DebtorShare = readonly DebtorOfPortfolio[] | PackedShare;

/** What a thread is told to do: to run debtors to their end, or, where some are heard together, to keep them and go on step by step. */
export type ThreadOrder =
  | { readonly kind: 'run' | 'take'; readonly debtors: DebtorShare }
  | { readonly kind: 'hear'; readonly gathering: Gathering; readonly told: Told }
  | { readonly kind: 'go-on'; readonly to: Instant; readonly told: Told }
  | { readonly kind: 'tally' };

/** What it answers to an order. */
export type ThreadAnswer =
  | { readonly ok: true; readonly tally: TallyRows | null; readonly heard: Heard | null }
  | { readonly ok: false; readonly message: string };

if (parentPort) {
  const port = parentPort;
  const { plan, ...chosen }: ThreadSetting = workerData;
  const programs = versionsIn(plan, plan.standing).map(({ program }) => program);
  const simulation = policyInForce(chosen, programs).then((rules) => new Simulation(plan, rules));
  const ready = simulation.then((one) => ({ simulation: one, part: one.part() }));
  port.on('message', (order: ThreadOrder) => {
    ready.then(
      (one) => port.postMessage(answer(one, order)),
      (error: unknown) => port.postMessage(refusal(error)),
    );
  });
}

interface Ready {
  readonly simulation: Simulation;
  readonly part: SimulationPart;
}

function answer(ready: Ready, order: ThreadOrder): ThreadAnswer {
  try {
    return { ok: true, tally: null, heard: null, ...obey(ready, order) };
  } catch (error) {
    return refusal(error);
  }
}

function obey({ simulation, part }: Ready, order: ThreadOrder): { readonly tally?: TallyRows; readonly heard?: Heard } {
  if (order.kind === 'run') return { tally: simulation.tally(debtorsIn(order.debtors)) };
  if (order.kind === 'tally') return { tally: part.tally() };
  if (order.kind === 'hear') return { heard: part.hear(order.gathering, order.told) };
  if (order.kind === 'go-on') part.goOn(order.to, order.told);
  else for (const one of debtorsIn(order.debtors)) part.take(one);
  return {};
}

function debtorsIn(share: DebtorShare): readonly DebtorOfPortfolio[] {
  return 'bytes' in share ? unpacked(share) : share;
}

function refusal(error: unknown): ThreadAnswer {
  return { ok: false, message: error instanceof Error ? error.message : String(error) };
}
