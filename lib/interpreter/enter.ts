import { daysBetween, localDateOf } from '../base/civil.ts';
import type { Instant } from '../base/instant.ts';
import type { CompiledEntry, Program } from './compile.ts';
import { exitOf } from './advance.ts';
import type { Enrollment } from './enrollment.ts';
import { factsOf, type View } from './view.ts';

/** A journey version that runs in a workspace: what enrollments refer to, and whether it takes part now. */
export interface RunningVersion {
  readonly journeyId: number;
  readonly versionId: number;
  readonly program: Program;
  /** True for the version that new enrollments enter; older ones only finish. */
  readonly admits: boolean;
  /** A paused journey neither admits nor moves; its exit rules still end runs. */
  readonly paused: boolean;
}

/** The account's earlier runs of one journey, as far as entering asks: how many, and how the last one stands. */
export interface EarlierRuns {
  readonly count: number;
  readonly live: boolean;
  readonly lastEnteredAt: Instant;
  readonly lastEndedAt: Instant | null;
}

/**
 * Lets the account enter if an entry node takes it: the first that matches, in document order (journey.md section 3).
 * `view.event` set: entries by that event are asked; null: those by segment. Null where it does not enter: it is in
 * already, entered at this instant before, must not come back yet, or would leave at once.
 */
export function enter(version: RunningVersion, view: View, earlier: EarlierRuns | null, newId: () => string, now: Instant): Enrollment | null {
  if (!version.admits || version.paused) return null;
  if (earlier && (earlier.live || earlier.lastEnteredAt === now)) return null;
  const facts = factsOf(view, null, now);
  const wanted = view.event?.type ?? null;
  const entry = version.program.entries.find((candidate) => candidate.event === wanted && candidate.matches(facts) && mayEnter(candidate, earlier, view, now));
  if (!entry || exitOf(version.program, view, null, now)) return null;
  return {
    id: newId(),
    journeyId: version.journeyId,
    versionId: version.versionId,
    accountId: view.account.id,
    run: (earlier?.count ?? 0) + 1,
    status: 'live',
    node: entry.node,
    seq: 1,
    enteredAt: now,
    arrivedAt: now,
    actedAt: null,
    wakeAt: now,
    lastOutcome: null,
    visits: version.program.nodes.get(entry.node)?.inLoop ? { [entry.node]: 1 } : null,
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
