import { type Instant, MS_PER_DAY } from '#lib/base/instant.ts';

/** An arm that a unit was shown, what is hoped for of it and until when, and whether it came. */
export interface Showing {
  /** The key of the step: journeys of a workspace that name the same key learn together. */
  readonly model: string;
  readonly unit: string;
  readonly arm: string;
  /** The value of the context fields, as text. */
  readonly context: string;
  readonly at: Instant;
  /** The type of event that is hoped for. */
  readonly reward: string;
  /** The last instant at which it counts. */
  readonly until: Instant;
  /** When the reward was heard of; null while none was. */
  readonly rewardedAt: Instant | null;
}

/** Something that happened to a unit, and when it was heard of: later than `at` where it was told late. */
export interface Reward {
  readonly unit: string;
  readonly type: string;
  readonly at: Instant;
  readonly heardAt: Instant;
}

/** The last instant at which a reward counts for something shown at `at`: `withinDays` × 24 hours later. */
export function windowEnd(at: Instant, withinDays: number): Instant {
  return at + withinDays * MS_PER_DAY;
}

/**
 * The showings with the reward noted: of each model it counts once, for the last showing of its unit before it that hopes for such
 * an event and whose time is not over. One that has its reward keeps it; an earlier showing never gets what a later one had. Pure.
 * `showings` in the order in which they were made.
 */
export function withReward<One extends Showing>(showings: readonly One[], reward: Reward): readonly One[] {
  const last = new Map<string, One>();
  for (const one of showings) {
    const hopes = one.unit === reward.unit && one.reward === reward.type && one.at < reward.at && reward.at <= one.until;
    if (hopes && one.at >= (last.get(one.model)?.at ?? Number.NEGATIVE_INFINITY)) last.set(one.model, one);
  }
  const rewarded = new Set([...last.values()].filter(({ rewardedAt }) => rewardedAt === null));
  if (rewarded.size === 0) return showings;
  return showings.map((one) => (rewarded.has(one) ? { ...one, rewardedAt: reward.heardAt } : one));
}
