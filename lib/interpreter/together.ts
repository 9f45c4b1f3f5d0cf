import type { Instant } from '#lib/base/instant.ts';
import { countTrials } from '#lib/learning/count-trials.ts';
import { decideTogether, gatheringsOf, type Heard, NOTHING_TOLD, type Told } from './gathering.ts';
import { type DebtorLog, DebtorRun, type Surroundings } from './simulate-debtor.ts';
import type { PendingEvent, World } from './world.ts';

/** A debtor at the beginning of a run in memory, with the events that will come. */
export interface Start {
  readonly world: World;
  readonly events: readonly PendingEvent[];
}

/** A part of a portfolio that goes from gathering to gathering. */
export class Together {
  readonly #surroundings: Surroundings;
  readonly #runs: DebtorRun[] = [];

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Takes a debtor in, who begins at `from`. */
  take({ world, events }: Start, from: Instant): void {
    this.#runs.push(DebtorRun.begin(world, events, from, this.#surroundings));
  }

  /** Everybody on to `to`, included, with what was told at the last gathering. */
  goOn(to: Instant, told: Told): void {
    for (const run of this.#runs) run.goOn(to, told);
  }

  /** What there is to be said of this part at the gathering of `at`. */
  hear(at: Instant): Heard {
    return { trials: countTrials(showingsOf(this.#runs), at) };
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
 * still and are heard. `zone` is the workspace's. Pure; one log per debtor, in their order.
 */
export function simulateTogether(
  starts: Iterable<Start>,
  from: Instant,
  to: Instant,
  surroundings: Surroundings,
  zone: string,
): readonly DebtorLog[] {
  const all = new Together(surroundings);
  for (const start of starts) all.take(start, from);
  let told = NOTHING_TOLD;
  for (const at of gatheringsOf(surroundings.versions, from, to, zone)) {
    all.goOn(at - 1, told);
    told = decideTogether([all.hear(at)], at, zone);
  }
  all.goOn(to, told);
  return all.logs();
}
