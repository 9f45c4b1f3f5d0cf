import type { Instant } from '#lib/base/instant.ts';
import type { ArmModels } from '#lib/learning/arm-model.ts';
import { countTrials } from '#lib/learning/count-trials.ts';
import type { DebtorLog, UnderWay } from './debtor-log.ts';
import { DebtorRun, type Surroundings } from './debtor-run.ts';
import {
  decideTogether,
  type Gathering,
  type GivenPlaces,
  gatheringsOf,
  type Heard,
  type KnownBefore,
  NOTHING_KNOWN_BEFORE,
  type Told,
} from './gathering.ts';
import { poolTerms } from './places.ts';
import type { PendingEvent, World } from './world.ts';

/** A debtor at the beginning of a run in memory, with the events that will come. */
export interface Start {
  readonly world: World;
  readonly events: readonly PendingEvent[];
  /** Left out: nothing of the debtor is under way, and the instant itself is still to happen. */
  readonly underWay?: UnderWay;
}

/** A part of a portfolio that goes from gathering to gathering. */
export class Together {
  readonly #surroundings: Surroundings;
  readonly #runs: DebtorRun[] = [];

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Takes a debtor in, who begins at `from`. `own`: what surrounds this one, where it is not what surrounds all. */
  take({ world, events, underWay }: Start, from: Instant, own: Surroundings = this.#surroundings): void {
    this.#runs.push(DebtorRun.begin(world, events, from, own, underWay));
  }

  /** Everybody up to a gathering, with what was told at the one before: what there is to be said of this part there. */
  hear(gathering: Gathering, told: Told): Heard {
    for (const run of this.#runs) run.standAt(gathering, told);
    const { at, kind } = gathering;
    if (kind === 'day') return { trials: countTrials(showingsOf(this.#runs), at), requests: [] };
    const terms = poolTerms(this.#surroundings.versions);
    return { trials: [], requests: this.#runs.flatMap((run) => run.requests(at, terms)) };
  }

  /** Everybody on to `to`, included, with what was told at the last gathering. */
  goOn(to: Instant, told: Told): void {
    for (const run of this.#runs) run.goOn(to, told);
  }

  /** What became of each debtor, in the order in which they were taken in. */
  logs(): readonly DebtorLog[] {
    return this.#runs.map((run) => run.log());
  }
}

function* showingsOf(runs: readonly DebtorRun[]) {
  for (const run of runs) yield* run.showings;
}

/**
 * Many debtors from `from` to `to`, both included, where what happens to one may depend on the others: at each gathering they stand
 * still and are heard. Pure; one log per debtor, in their order.
 */
export function simulateTogether(
  starts: Iterable<Start>,
  from: Instant,
  to: Instant,
  surroundings: Surroundings & Required<Pick<Surroundings, 'opening'>>,
): readonly DebtorLog[] {
  const all = new Together(surroundings);
  for (const start of starts) all.take(start, from);
  goTogether(all, from, to, surroundings);
  return all.logs();
}

/** What was decided over all on the way: the places of openings, and what was known at the starts of days. */
export interface Gathered {
  readonly given: readonly GivenPlaces[];
  readonly learned: readonly { readonly at: Instant; readonly models: ArmModels }[];
}

/** Takes everybody from gathering to gathering up to and including `to`, the first at `from` at the earliest. */
export function goTogether(
  all: Together,
  from: Instant,
  to: Instant,
  { versions, opening: hour }: Required<Pick<Surroundings, 'versions' | 'opening'>>,
  known: KnownBefore = NOTHING_KNOWN_BEFORE,
): Gathered {
  const given: GivenPlaces[] = [];
  const learned: { readonly at: Instant; readonly models: ArmModels }[] = [];
  let { told } = known;
  for (const gathering of gatheringsOf(versions, from, to, hour)) {
    told = decideTogether([all.hear(gathering, told), known.heard], gathering, told, versions, hour.zone);
    if (told.opening) given.push(told.opening);
    else learned.push({ at: gathering.at, models: told.models });
  }
  all.goOn(to, told);
  return { given, learned };
}
