import { localDateOf, nextDayStart } from '#lib/base/civil.ts';
import type { Instant, LocalDate } from '#lib/base/instant.ts';
import { type GivenPlace, type OpeningHour, openingFrom } from '#lib/journey/pools.ts';
import type { ArmModels } from '#lib/learning/arm-model.ts';
import { modelsOf, type TrialCount } from '#lib/learning/count-trials.ts';
import type { RunningVersion } from './enter.ts';
import { givePlaces, type PoolDay, type PoolRequest, poolTerms } from './places.ts';

/*
 * What is decided over all debtors at once: at certain instants everybody stands still, each part of the portfolio says what
 * there is to be said of it, and all go on with what was decided. Parts may be heard in any order and in any number.
 */

/**
 * An instant at which everybody is heard. At the start of a `day` of the workspace, before anything of that instant has happened, what
 * steps have learned is put together; at an `opening`, when the steps of it are done and before anything is sent, the places of pools are given.
 */
export interface Gathering {
  readonly at: Instant;
  readonly kind: 'day' | 'opening';
}

/** What one part of a portfolio has to say at a gathering. */
export interface Heard {
  readonly trials: readonly TrialCount[];
  readonly requests: readonly PoolRequest[];
}

/** What was decided, as a fact for every turn until the next gathering. */
export interface Told {
  readonly models: ArmModels;
  /** The places that were given at the opening at which everybody stands; null where it was no opening. */
  readonly opening: GivenPlaces | null;
}

/** The places of an opening: to each enrollment that got one its place, and how each pool's day went. */
export interface GivenPlaces {
  readonly at: Instant;
  readonly day: LocalDate;
  readonly given: ReadonlyMap<string, GivenPlace>;
  readonly days: readonly PoolDay[];
}

/** What is known before the first gathering: what everybody was told, and what is said at each beside all parts. */
export interface KnownBefore {
  readonly told: Told;
  readonly heard: Heard;
}

/** Nothing was learned before. */
export const NOTHING_KNOWN_BEFORE: KnownBefore = { told: { models: new Map(), opening: null }, heard: { trials: [], requests: [] } };

/** The gatherings from `from` to `to`: none where no journey asks for one. `hour` is the workspace's, whose zone also says its days. */
export function gatheringsOf(versions: readonly RunningVersion[], from: Instant, to: Instant, hour: OpeningHour): readonly Gathering[] {
  const gatherings: Gathering[] = [];
  if (learns(versions)) {
    for (let at = nextDayStart(from, hour.zone); at <= to; at = nextDayStart(at, hour.zone)) gatherings.push({ at, kind: 'day' });
  }
  if (shares(versions)) {
    for (let at = openingFrom(from, hour); at <= to; at = openingFrom(at + 1, hour)) gatherings.push({ at, kind: 'opening' });
  }
  // Of one instant the day comes first, as it was put first.
  return gatherings.sort((a, b) => a.at - b.at);
}

/** True where what happens to one debtor may depend on others. */
export function gathers(versions: readonly RunningVersion[]): boolean {
  return learns(versions) || shares(versions);
}

function learns(versions: readonly RunningVersion[]): boolean {
  return versions.some(({ program }) => program.learns.length > 0);
}

/** True where some step asks for a place of a pool. */
export function shares(versions: readonly RunningVersion[]): boolean {
  return versions.some(({ program }) => program.pools.length > 0);
}

/** What is decided at a gathering, after what was told before. Pure; the order of the parts does not matter. */
export function decideTogether(
  heard: readonly Heard[],
  { at, kind }: Gathering,
  before: Told,
  versions: readonly RunningVersion[],
  zone: string,
): Told {
  if (kind === 'opening') {
    const day = localDateOf(at, zone);
    const requests = heard.flatMap((part) => part.requests);
    return { models: before.models, opening: { at, day, ...givePlaces(requests, poolTerms(versions), day) } };
  }
  const trials = heard.flatMap((part) => part.trials);
  return { models: modelsOf(trials, at, zone), opening: null };
}
