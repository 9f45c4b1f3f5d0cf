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
