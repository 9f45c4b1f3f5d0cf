import { localDateOf } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import { openingFrom } from '#lib/journey/pools.ts';
import type { DebtorLog, UnderWay } from './debtor-log.ts';
import { DebtorRun, type Surroundings } from './debtor-run.ts';
import { shares } from './gathering.ts';
import { givePlaces, poolTerms } from './places.ts';
import type { PendingEvent, World } from './world.ts';

/**
 * One debtor from `from` to `to`, both included, on a virtual clock that jumps from instant to instant at which
 * something is due: the runner's order of things without a database. `events` in order of arrival, past ones included.
 * The provider accepts at once what passes its last look. The debtor has the pools to themselves: where many share them see
 * `simulateTogether`. Pure.
 */
export function simulateDebtor(
  start: World,
  events: readonly PendingEvent[],
  from: Instant,
  to: Instant,
  surroundings: Surroundings,
  underWay?: UnderWay,
): DebtorLog {
  const first = underWay ? from + 1 : from;
  return alone(DebtorRun.begin(start, events, from, surroundings, underWay), first, to, surroundings).log();
}

/**
 * Goes on from where a log ends up to and including `to`: the same as if it had never stopped. `arrived` are events that
 * came in since, in order of arrival; one that is dated before the log's end is seen a millisecond after it. Pure.
 */
export function resumeDebtor(log: DebtorLog, arrived: readonly PendingEvent[], to: Instant, surroundings: Surroundings): DebtorLog {
  return alone(new DebtorRun(log, arrived, surroundings), log.until + 1, to, surroundings).log();
}

/** On to `to`, with every opening from `first` on, and nobody else who asks for places. */
function alone(run: DebtorRun, first: Instant, to: Instant, { versions, opening: hour }: Surroundings): DebtorRun {
  if (!hour || !shares(versions)) return run.goOn(to);
  const terms = poolTerms(versions);
  for (let at = openingFrom(first, hour); at <= to; at = openingFrom(at + 1, hour)) {
    const requests = run.standAt({ at, kind: 'opening' }).requests(at, terms);
    const day = localDateOf(at, hour.zone);
    if (requests.length > 0) run.take({ at, day, ...givePlaces(requests, terms, day) });
  }
  return run.goOn(to);
}
