import type { Instant } from '#lib/base/instant.ts';
import type { Showing } from '#lib/learning/showing.ts';
import type { TraceStep } from './effects.ts';
import type { Enrollment } from './enrollment.ts';
import type { Reaction } from './outside.ts';
import type { NewContact, OpenedTask, PendingEvent, World } from './world.ts';

/** A contact as the simulation leaves it. */
export interface SimulatedContact extends Omit<NewContact, 'status'> {
  readonly debtorId: string;
  readonly status: 'queued' | 'sent' | 'cancelled';
}

/** What was paid on an account in one instant; negative where a payment was taken back. `balance`: what is owed after it. */
export interface PaidNote {
  readonly at: Instant;
  readonly accountId: string;
  readonly currency: string;
  readonly amount: number;
  readonly balance: number;
}

/** An arm that an account was shown, and what came of it. */
export interface ArmShowing extends Showing {
  readonly node: string;
}

/** What a debtor whose journeys are under way brings along beside their world: the instant at which they begin has happened to them. */
export interface UnderWay {
  /** Whether accounts are looked at for entry once more at that instant. */
  readonly look: 'all' | 'none';
  /** Runs that ended in it: they moved to a version that has no place for them. */
  readonly ended: readonly Enrollment[];
  /** Work that a person has already. */
  readonly tasks: readonly OpenedTask[];
  /** Arms that were shown before and whose time is not over. */
  readonly shown: readonly ArmShowing[];
}

/** What became of one debtor, and all that is needed to go on (`resumeDebtor`). */
export interface DebtorLog {
  readonly contacts: readonly SimulatedContact[];
  readonly tasks: readonly OpenedTask[];
  readonly trace: readonly TraceStep[];
  readonly enrollments: readonly Enrollment[];
  /** So many of them, the first ones, were under way when the run began. */
  readonly stood: number;
  /** Arms that the debtor's accounts were shown, and what came of them. */
  readonly shown: readonly ArmShowing[];
  /** In order of time. */
  readonly paid: readonly PaidNote[];
  readonly world: World;
  /** Everything due up to and including this instant has happened. */
  readonly until: Instant;
  /** Events that have not been seen yet. */
  readonly pending: readonly PendingEvent[];
  /** What people still mean to do. */
  readonly reactions: readonly Reaction[];
}
