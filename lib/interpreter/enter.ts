import { daysBetween, localDateOf } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { EventFact } from '#lib/facts/facts.ts';
import { exitOf } from './advance.ts';
import type { CompiledEntry, Program } from './compile.ts';
import { type Enrollment, NOTHING_DONE } from './enrollment.ts';
import { factsOf, type View } from './view.ts';

/** A journey version that runs in a workspace: what enrollments refer to, and whether it takes part now. */
export interface RunningVersion {
  readonly journeyId: number;
  readonly versionId: number;
  readonly program: Program;
  /** True for the version that new enrollments enter; older ones only finish. */
  readonly admits: boolean;
  /** A paused journey neither admits nor steps; its exit rules still end runs, and a wait still hears its event. */
  readonly paused: boolean;
}

/** The account's earlier runs of one journey, as far as entering asks: how many, and how the last one stands. */
export interface EarlierRuns {
  readonly count: number;
  readonly live: boolean;
  readonly lastEnteredAt: Instant;
  readonly lastEndedAt: Instant | null;
}

/** What let an account in: the run, and the event that opened the door (null: a segment). */
export interface Entered {
  readonly enrollment: Enrollment;
  readonly event: EventFact | null;
}

/**
 * Lets the account enter if an entry node takes it: the first that matches, in document order (journey.md section 3).
 * `views` are the looks at the account, in order: entries by an event are asked with the view that shows it, those by
 * segment with the view that shows none. Null where it does not enter: it is in already, entered at this instant
 * before, must not come back yet, or would leave at once.
 */
export function enter(
  version: RunningVersion,
  views: readonly View[],
  earlier: EarlierRuns | null,
  newId: () => string,
  now: Instant,
): Entered | null {
  if (!isOpenTo(version, earlier, now)) return null;
  for (const entry of version.program.entries) {
    const asked = views.filter((one) => entry.event === (one.event?.type ?? null) && mayEnter(entry, earlier, one, now));
    const view = asked.find((one) => entry.matches(factsOf(one, null, now)));
    if (!view) continue;
    if (exitOf(version.program, view, null, now)) return null;
    return { enrollment: beginning(version, entry.node, view.account.id, (earlier?.count ?? 0) + 1, newId(), now), event: view.event };
  }
  return null;
}

/**
 * Lets an account in that another journey hands over: at the first entry node, whatever it asks. Null where it is in already, was in
 * at this very instant, would leave at once, or the journey takes nobody (journey.md section 3).
 */
export function enterByHandover(
  version: RunningVersion,
  view: View,
  earlier: EarlierRuns | null,
  newId: () => string,
  now: Instant,
): Enrollment | null {
  const [entry] = version.program.entries;
  if (!entry || !version.admits || version.paused || earlier?.live || earlier?.lastEnteredAt === now) return null;
  if (exitOf(version.program, view, null, now)) return null;
  return beginning(version, entry.node, view.account.id, (earlier?.count ?? 0) + 1, newId(), now);
}

/** False where no look at the account, whatever it shows, could let it in: asked first, since most accounts have been through long ago. */
export function isOpenTo({ admits, paused, program }: RunningVersion, earlier: EarlierRuns | null, now: Instant): boolean {
  if (!admits || paused) return false;
  if (!earlier) return true;
  return !earlier.live && earlier.lastEnteredAt !== now && program.entries.some((entry) => entry.reentryAfterDays !== null);
}

function beginning(
  { journeyId, versionId, program }: RunningVersion,
  node: string,
  accountId: string,
  run: number,
  id: string,
  now: Instant,
): Enrollment {
  return {
    id,
    journeyId,
    versionId,
    accountId,
    run,
    status: 'live',
    node,
    seq: 1,
    enteredAt: now,
    ...NOTHING_DONE,
    arrivedAt: now,
    wakeAt: now,
    lastOutcome: null,
    visits: program.nodes.get(node)?.inLoop ? { [node]: 1 } : null,
    outcome: null,
    endedAt: null,
  };
}

/** Re-entry: never, or once `afterDays` local days have passed since the last run's end. */
function mayEnter(entry: CompiledEntry, earlier: EarlierRuns | null, view: View, now: Instant): boolean {
  if (!earlier) return true;
  if (entry.reentryAfterDays === null || earlier.lastEndedAt === null) return false;
  const { zone } = view.debtor;
  return daysBetween(localDateOf(earlier.lastEndedAt, zone), localDateOf(now, zone)) >= entry.reentryAfterDays;
}
