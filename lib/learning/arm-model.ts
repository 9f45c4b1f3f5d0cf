import type { Instant } from '#lib/base/instant.ts';
import { MS_PER_DAY } from '#lib/base/instant.ts';
import type { Beta } from './beta.ts';

/** How often an arm was shown and came to something, or not, as far as that is known. */
export interface Trials {
  readonly successes: number;
  readonly failures: number;
}

/** What is known of the arms at one instant: by context value, then arm. `version` names it in the trace. */
export interface ArmModel {
  readonly version: number;
  readonly trials: ReadonlyMap<string, ReadonlyMap<string, Trials>>;
}

/** Before anything is known. */
export const KNOWS_NOTHING: ArmModel = { version: 0, trials: new Map() };

/** An arm that a unit was shown. */
export interface Showing {
  readonly unit: string;
  readonly arm: string;
  readonly context: string;
  readonly at: Instant;
}

/** Something that was hoped for. */
export interface Reward {
  readonly unit: string;
  readonly at: Instant;
}

const NONE: Trials = { successes: 0, failures: 0 };

/** A thin context borrows as many trials at most from the arm's other contexts: after a hundred of its own they say a sixth. */
const BORROWED = 20;

/**
 * What is known at `knownAt`, and nothing later: a showing has succeeded once its reward has come, and has failed once `withinDays` × 24 hours
 * have passed without one; until then it says nothing. A reward counts once, for the last showing of its unit before it, however
 * often the unit was shown something or paid. The order of the lists does not matter. Pure.
 */
export function armModel(
  version: number,
  showings: readonly Showing[],
  rewards: readonly Reward[],
  withinDays: number,
  knownAt: Instant,
): ArmModel {
  const window = withinDays * MS_PER_DAY;
  const rewardsOf = Map.groupBy(
    rewards.filter(({ at }) => at <= knownAt),
    ({ unit }) => unit,
  );
  const trials = new Map<string, Map<string, Trials>>();
  for (const [unit, shown] of Map.groupBy(
    showings.filter(({ at }) => at <= knownAt),
    (one) => one.unit,
  )) {
    const inTime = shown.toSorted((a, b) => a.at - b.at);
    const rewarded = new Set(
      (rewardsOf.get(unit) ?? []).map((reward) => inTime.findLast(({ at }) => at < reward.at && reward.at <= at + window)),
    );
    for (const one of inTime) {
      if (rewarded.has(one)) count(trials, one, 1, 0);
      else if (one.at + window <= knownAt) count(trials, one, 0, 1);
    }
  }
  return { version, trials };
}

function count(trials: Map<string, Map<string, Trials>>, { context, arm }: Showing, successes: number, failures: number): void {
  const ofContext = trials.get(context) ?? new Map<string, Trials>();
  trials.set(context, ofContext);
  const before = ofContext.get(arm) ?? NONE;
  ofContext.set(arm, { successes: before.successes + successes, failures: before.failures + failures });
}

/**
 * What is believed of an arm in a context: Beta(1 + successes, 1 + failures), shrunk towards the rate of the arm in its other contexts by at
 * most 20 trials at that rate. Where there is one context alone nothing is borrowed.
 */
export function beliefOf({ trials }: ArmModel, context: string, arm: string): Beta {
  const own = trials.get(context)?.get(arm) ?? NONE;
  let [successes, shown] = [0, 0];
  for (const [other, arms] of trials) {
    const there = other === context ? NONE : (arms.get(arm) ?? NONE);
    successes += there.successes;
    shown += there.successes + there.failures;
  }
  const borrowed = Math.min(BORROWED, shown);
  const rate = shown === 0 ? 0 : successes / shown;
  return { alpha: 1 + own.successes + borrowed * rate, beta: 1 + own.failures + borrowed * (1 - rate) };
}
