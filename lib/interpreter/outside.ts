import type { Instant } from '#lib/base/instant.ts';
import type { SimulatedContact } from './debtor-log.ts';
import type { OpenedTask, PendingEvent, TurnResult, World } from './world.ts';

/** What somebody means to do at an instant; what comes of it depends on how things are then. */
export interface Reaction {
  readonly at: Instant;
  /** The events of it, dated `at`, in order; none where it has become pointless. `world` is the debtor's as it is then. */
  happen(world: World): readonly PendingEvent[];
}

/**
 * People on the other side of a run in memory: how debtors and agents answer what the journeys do, which no list of
 * events can know before. Must be deterministic where the run is to be repeatable.
 */
export interface Outside {
  /** What they mean to do whatever the journeys do. */
  begin?(world: World): readonly Reaction[];
  /** Hears of each contact as it leaves. */
  told?(contact: SimulatedContact, world: World, now: Instant): readonly Reaction[];
  /** Hears of each task that is put in front of somebody. */
  asked?(task: OpenedTask, world: World, now: Instant): readonly Reaction[];
  /** Hears of everything a turn changed: for whoever writes it down. */
  turned?(result: TurnResult): void;
}
