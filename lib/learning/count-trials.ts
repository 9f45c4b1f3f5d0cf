import { daysBetween, localDateOf } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import { type ArmModel, type ArmModels, plus, type Trials } from './arm-model.ts';
import type { Showing } from './showing.ts';

/** What was known of one arm in one context: whole numbers, so that counts of any parts of a portfolio add up in any order. */
export interface TrialCount extends Trials {
  readonly model: string;
  readonly context: string;
  readonly arm: string;
  /** When it was first shown. */
  readonly since: Instant;
}

/**
 * What was known before `day`, an instant, and nothing later: a showing has succeeded once its reward was heard of, and has failed once
 * its time is over without one; until then it says nothing, but counts as a use of its model. Pure; the order does not matter.
 */
export function countTrials(showings: Iterable<Showing>, day: Instant): readonly TrialCount[] {
  const counts = new Map<string, TrialCount>();
  for (const { model, context, arm, at, until, rewardedAt } of showings) {
    if (at >= day) continue;
    const isRewarded = rewardedAt !== null && rewardedAt < day;
    const trials = { successes: isRewarded ? 1 : 0, failures: !isRewarded && until < day ? 1 : 0 };
    add(counts, { model, context, arm, since: at, ...trials });
  }
  return [...counts.values()];
}

/** The models of the local day that begins at `day` in the workspace's zone, from counts of all parts of it. Pure. */
export function modelsOf(counts: Iterable<TrialCount>, day: Instant, zone: string): ArmModels {
  const summed = new Map<string, TrialCount>();
  for (const one of counts) add(summed, one);
  const date = localDateOf(day, zone);
  const models = new Map<string, ArmModel>();
  for (const [model, parts] of Map.groupBy(summed.values(), (one) => one.model)) {
    const first = parts.reduce((least, { since }) => Math.min(least, since), Number.POSITIVE_INFINITY);
    models.set(model, { version: daysBetween(localDateOf(first, zone), date), day: date, trials: trialsOf(parts) });
  }
  return models;
}

/** The trials of one model by context, then arm. */
export function trialsOf(
  parts: Iterable<Trials & { readonly context: string; readonly arm: string }>,
): ReadonlyMap<string, ReadonlyMap<string, Trials>> {
  const trials = new Map<string, Map<string, Trials>>();
  for (const { context, arm, successes, failures } of parts) {
    const arms = trials.get(context) ?? new Map<string, Trials>();
    trials.set(context, arms);
    arms.set(arm, { successes, failures });
  }
  return trials;
}

function add(counts: Map<string, TrialCount>, one: TrialCount): void {
  const key = JSON.stringify([one.model, one.context, one.arm]);
  const before = counts.get(key);
  counts.set(key, before ? { ...one, ...plus(before, one), since: Math.min(before.since, one.since) } : one);
}
