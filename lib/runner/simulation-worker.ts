import { parentPort, workerData } from 'node:worker_threads';
import { compile } from '#lib/interpreter/compile.ts';
import type { DebtorOfPortfolio } from '#lib/interpreter/simulate.ts';
import { Simulation, type SimulationPlan } from '#lib/simulation/simulation.ts';
import type { TallyRows } from '#lib/simulation/tally.ts';
import { policyInForce } from './policy-in-force.ts';

/** What a thread is told once: the plan, and the policy by its code (null: none), since a policy cannot be sent. */
export interface ThreadSetting {
  readonly plan: SimulationPlan;
  readonly policyCode: string | null;
  readonly topicDays: number;
}

/** What it answers to a share of debtors. */
export type ThreadAnswer = { readonly ok: true; readonly tally: TallyRows } | { readonly ok: false; readonly message: string };

if (parentPort) {
  const port = parentPort;
  const { plan, policyCode, topicDays }: ThreadSetting = workerData;
  const simulation = policyInForce({ policyCode, topicDays }, [compile(plan.journey)]).then((rules) => new Simulation(plan, rules));
  port.on('message', (debtors: readonly DebtorOfPortfolio[]) => {
    simulation.then(
      (ready) => port.postMessage(answer(ready, debtors)),
      (error: unknown) => port.postMessage(refusal(error)),
    );
  });
}

function answer(simulation: Simulation, debtors: readonly DebtorOfPortfolio[]): ThreadAnswer {
  try {
    return { ok: true, tally: simulation.tally(debtors) };
  } catch (error) {
    return refusal(error);
  }
}

function refusal(error: unknown): ThreadAnswer {
  return { ok: false, message: error instanceof Error ? error.message : String(error) };
}
