import type { Instant } from '#lib/base/instant.ts';
import type { CallAnswer } from '#lib/journey/nodes/node-definition.ts';
import type { GivenPlace } from '#lib/journey/pools.ts';

/** One account's run through one journey version: where it stands. Ids are internal. */
export interface Enrollment {
  readonly id: string;
  readonly journeyId: number;
  readonly versionId: number;
  readonly accountId: string;
  /** The account's nth run of this journey, from 1. */
  readonly run: number;
  readonly status: 'live' | 'ended';
  readonly node: string;
  /** Arrivals so far over all nodes; with the enrollment's id it is the key of what the step does. */
  readonly seq: number;
  readonly enteredAt: Instant;
  readonly arrivedAt: Instant;
  /** When the step put its work in front of somebody; null before. */
  readonly actedAt: Instant | null;
  /** Until when the policy last told the step to wait; null where it did not. */
  readonly heldUntil: Instant | null;
  /** What became of the call that the step made, as it was stored; null while nobody knows. */
  readonly answer: CallAnswer | null;
  /** When it must be looked at again; null where only an event can move it. */
  readonly wakeAt: Instant | null;
  /** The pool for whose place it waits; null where it waits for none. */
  readonly pool: string | null;
  /** The place that it was given and goes on with at its next step; null where it was given none. */
  readonly place: GivenPlace | null;
  readonly lastOutcome: string | null;
  /** Arrivals by node, for nodes in a loop; null where there was none. */
  readonly visits: Readonly<Record<string, number>> | null;
  readonly outcome: string | null;
  readonly endedAt: Instant | null;
}

/** How often the run has arrived at the node where it stands, this arrival included. */
export function visitsOf(enrollment: Enrollment): number {
  return enrollment.visits?.[enrollment.node] ?? 1;
}

/** What a run has at a node before its step did anything: all that an arrival sets beside where and how often. */
export const NOTHING_DONE = {
  actedAt: null,
  heldUntil: null,
  answer: null,
  pool: null,
  place: null,
} as const satisfies Partial<Enrollment>;

/** The run as it arrives at a node as its next step; `isInLoop`: whether the node can be come back to, and arrivals are counted. */
export function arriveAt(run: Enrollment, node: string, isInLoop: boolean, now: Instant): Enrollment {
  const visits = isInLoop ? { ...run.visits, [node]: (run.visits?.[node] ?? 0) + 1 } : run.visits;
  return { ...run, ...NOTHING_DONE, node, seq: run.seq + 1, visits, arrivedAt: now, wakeAt: now };
}

/** The run as it ends: nothing wakes it any more, and it waits for nothing. */
export function endRun(run: Enrollment, outcome: string, now: Instant): Enrollment {
  return { ...run, status: 'ended', outcome, endedAt: now, wakeAt: null, pool: null, place: null };
}

/** True where the run stands as before: a look changed nothing, and nothing need be written. */
export function isStanding(before: Enrollment, after: Enrollment): boolean {
  return (
    before === after ||
    (before.status === after.status &&
      before.seq === after.seq &&
      before.wakeAt === after.wakeAt &&
      before.actedAt === after.actedAt &&
      before.heldUntil === after.heldUntil &&
      before.answer === after.answer &&
      before.pool === after.pool &&
      before.place === after.place &&
      before.node === after.node)
  );
}
