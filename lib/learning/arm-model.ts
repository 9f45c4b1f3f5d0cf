import type { LocalDate } from '#lib/base/instant.ts';
import type { Beta } from './beta.ts';

/** How often an arm was shown and came to something, or not, as far as that is known. */
export interface Trials {
  readonly successes: number;
  readonly failures: number;
}

/** What is known of the arms at the start of one day: by context value, then arm. `version` names it in the trace. */
export interface ArmModel {
  /** How many starts of a day have passed since the key was first used; 0 before anything was known. */
  readonly version: number;
  /** The workspace's day at whose start it was made; null before the first. */
  readonly day: LocalDate | null;
  readonly trials: ReadonlyMap<string, ReadonlyMap<string, Trials>>;
}

/** What is known by key, for all journeys of a workspace that name it. */
export type ArmModels = ReadonlyMap<string, ArmModel>;

/** Before anything is known. */
export const KNOWS_NOTHING: ArmModel = { version: 0, day: null, trials: new Map() };

const NONE: Trials = { successes: 0, failures: 0 };

/** A thin context borrows as many trials at most from the arm's other contexts: after a hundred of its own they say a sixth. */
const BORROWED = 20;

/**
 * What is believed of an arm in a context: Beta(1 + successes, 1 + failures), shrunk towards the rate of the arm in its other contexts by at
 * most 20 trials at that rate. Where there is one context alone nothing is borrowed.
 */
export function beliefOf(model: ArmModel, context: string, arm: string): Beta {
  const own = model.trials.get(context)?.get(arm) ?? NONE;
  const all = overContexts(model).get(arm) ?? NONE;
  const successes = all.successes - own.successes;
  const shown = successes + all.failures - own.failures;
  const borrowed = Math.min(BORROWED, shown);
  const rate = shown === 0 ? 0 : successes / shown;
  return { alpha: 1 + own.successes + borrowed * rate, beta: 1 + own.failures + borrowed * (1 - rate) };
}

/** One model answers for every account of a day: its sums over contexts are made once. */
const sums = new WeakMap<ArmModel['trials'], ReadonlyMap<string, Trials>>();

function overContexts({ trials }: ArmModel): ReadonlyMap<string, Trials> {
  const known = sums.get(trials);
  if (known) return known;
  const byArm = new Map<string, Trials>();
  for (const arms of trials.values()) for (const [arm, one] of arms) byArm.set(arm, plus(byArm.get(arm) ?? NONE, one));
  sums.set(trials, byArm);
  return byArm;
}

/** Both together. */
export function plus(a: Trials, b: Trials): Trials {
  return { successes: a.successes + b.successes, failures: a.failures + b.failures };
}
