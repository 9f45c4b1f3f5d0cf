import { nextDayStart } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { ArmModels } from '#lib/learning/arm-model.ts';
import { modelsOf, type TrialCount } from '#lib/learning/count-trials.ts';
import type { RunningVersion } from './enter.ts';

/*
 * What is decided over all debtors at once: at certain instants everybody stands still, each part of the portfolio says what
 * there is to be said of it, and all go on with what was decided. Parts may be heard in any order and in any number.
 */

/** What one part of a portfolio has to say at a gathering. */
export interface Heard {
  readonly trials: readonly TrialCount[];
}

/** What was decided, as a fact for every turn until the next gathering. */
export interface Told {
  readonly models: ArmModels;
}

/** Before the first gathering. */
export const NOTHING_TOLD: Told = { models: new Map() };

/** The instants after `from`, up to `to`, at which everybody is heard: none where no journey asks for it. `zone` is the workspace's. */
export function gatheringsOf(versions: readonly RunningVersion[], from: Instant, to: Instant, zone: string): readonly Instant[] {
  if (!gathers(versions)) return [];
  const instants: Instant[] = [];
  for (let at = nextDayStart(from, zone); at <= to; at = nextDayStart(at, zone)) instants.push(at);
  return instants;
}

/** True where what happens to one debtor may depend on others. */
export function gathers(versions: readonly RunningVersion[]): boolean {
  return versions.some(({ program }) => program.learns.length > 0);
}

/** What is decided at the gathering of `at`. Pure; the order of the parts does not matter. */
export function decideTogether(heard: readonly Heard[], at: Instant, zone: string): Told {
  return {
    models: modelsOf(
      heard.flatMap(({ trials }) => trials),
      at,
      zone,
    ),
  };
}
