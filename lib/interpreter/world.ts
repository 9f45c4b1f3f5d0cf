import type { Instant } from '#lib/base/instant.ts';
import type { AccountState } from '#lib/facts/account.ts';
import type { AccountAsOf, PromiseRecord } from '#lib/facts/account-events.ts';
import type { DebtorState } from '#lib/facts/debtor.ts';
import type { DebtorAsOf } from '#lib/facts/debtor-events.ts';
import type { FactWrite } from '#lib/facts/fact-write.ts';
import type { EventFact } from '#lib/facts/facts.ts';
import type { ShowArm, TaskWork } from '#lib/journey/nodes/node-definition.ts';
import type { ArmModels } from '#lib/learning/arm-model.ts';
import type { HolidayTable } from '#lib/policy/holidays.ts';
import type { ContactPolicy, ContactRecord } from '#lib/policy/verdict.ts';
import type { EffectKey, TraceStep } from './effects.ts';
import type { Enrollment } from './enrollment.ts';
import type { EarlierRuns, RunningVersion } from './enter.ts';

/** A state that events are folded into. `base` is needed only where events are at hand, and null where it was not read. */
export interface Folded<State, AsOf> {
  readonly state: State;
  /** The newest event folded in; an older one that arrives folds everything anew. Null before the first. */
  readonly foldedUntil: Instant | null;
  readonly base: FoldBase<State, AsOf> | null;
}

/** What was imported, from when on events change it, and every event folded in so far, by time then arrival (null where no late one is at hand). */
export interface FoldBase<State, AsOf> {
  readonly imported: State;
  readonly asOf: AsOf;
  readonly past: readonly EventFact[] | null;
}

/** One debtor and everything about them that a turn can touch. */
export interface World {
  readonly debtor: Folded<DebtorState, DebtorAsOf>;
  readonly accounts: readonly Folded<AccountState, AccountAsOf>[];
  /** The live enrollments of those accounts. */
  readonly enrollments: readonly Enrollment[];
  /** By `runKey`: what the accounts' runs so far mean for entering again. Live ones included. */
  readonly earlierRuns: ReadonlyMap<string, EarlierRuns>;
  /** The debtor's contacts of the last 31 days, cancelled ones left out. */
  readonly contacts: readonly ContactRecord[];
}

/** The key of `World.earlierRuns`. */
export function runKey(accountId: string, journeyId: number): string {
  return `${accountId} ${journeyId}`;
}

/** An event that the journeys have not seen yet. `accountId` null: it is about the debtor. */
export interface PendingEvent extends EventFact {
  readonly accountId: string | null;
}

/** What surrounds every turn of one instant in one workspace. */
export interface TurnSetting {
  readonly now: Instant;
  readonly versions: readonly RunningVersion[];
  readonly policy: ContactPolicy;
  readonly holidays: HolidayTable;
  /** True in a live workspace; in test mode and in a simulation calls to other systems stay in the house. */
  readonly callsOut?: boolean;
  /** What was known of arms at the start of the workspace's day, by key; left out: nothing. */
  readonly models?: ArmModels;
  /** Names a new enrollment; called once for each. */
  enrollmentId(accountId: string, journeyId: number, run: number): string;
}

/** What happens to this debtor in the turn: events in order of arrival, and accounts to be looked at for entry. */
export interface TurnInput {
  readonly events: readonly PendingEvent[];
  readonly look: ReadonlySet<string> | 'all' | 'none';
}

/** A contact made in the turn. Accounts and enrollments in order of the accounts' external ids. */
export interface NewContact {
  readonly key: EffectKey;
  readonly journeyId: number;
  readonly versionId: number;
  readonly node: string;
  readonly visit: number;
  readonly channel: string;
  readonly template: string;
  readonly topic: string | null;
  readonly queuedAt: Instant;
  readonly accountIds: readonly string[];
  readonly enrollmentIds: readonly string[];
  readonly status: 'queued' | 'cancelled';
  readonly reason: string | null;
}

/** A contact queued before whose accounts changed: one joined, or one left (none left: cancelled). */
export interface ChangedContact {
  readonly key: EffectKey;
  readonly accountIds: readonly string[];
  readonly enrollmentIds: readonly string[];
  readonly status: 'queued' | 'cancelled';
  readonly reason: string | null;
}

export interface OpenedTask {
  readonly key: EffectKey;
  readonly node: string;
  readonly accountId: string;
  readonly work: TaskWork;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

export interface ClosedTask {
  readonly key: EffectKey;
  readonly status: 'done' | 'expired' | 'cancelled';
  readonly outcome: string | null;
  readonly at: Instant;
}

/** A call to another system that a step made, with the states as the step saw them. */
export interface NewCall {
  readonly key: EffectKey;
  readonly journeyId: number;
  readonly versionId: number;
  readonly node: string;
  readonly visit: number;
  readonly url: string;
  readonly body: string;
  readonly timeoutSeconds: number;
  readonly account: AccountState;
  readonly debtor: DebtorState;
  readonly at: Instant;
}

/** A fact that a journey set about an account or its debtor, as the field says. */
export interface AccountWrite extends FactWrite {
  readonly accountId: string;
}

/** An arm that an account was shown, in the order in which they were. */
export interface ShownArm extends Omit<ShowArm, 'kind'> {
  readonly key: EffectKey;
  readonly journeyId: number;
  readonly node: string;
  readonly accountId: string;
  readonly at: Instant;
}

/** An event of an account that some step hopes for, and when it was heard of. */
export interface HeardReward {
  readonly accountId: string;
  readonly type: string;
  readonly at: Instant;
  readonly heardAt: Instant;
}

/** Everything the turn changed, to be written in one transaction. States are given only where they changed. */
export interface TurnResult {
  readonly debtor: Folded<DebtorState, DebtorAsOf> | null;
  readonly accounts: readonly Folded<AccountState, AccountAsOf>[];
  readonly promises: readonly (PromiseRecord & { readonly accountId: string })[];
  /** `promise.kept` and `promise.broken`, already shown to the journeys. */
  readonly derivedEvents: readonly PendingEvent[];
  readonly entered: readonly Enrollment[];
  readonly moved: readonly Enrollment[];
  readonly newContacts: readonly NewContact[];
  readonly changedContacts: readonly ChangedContact[];
  /** Contacts that other systems reported in events of this turn. */
  readonly reported: readonly ContactRecord[];
  readonly openedTasks: readonly OpenedTask[];
  readonly closedTasks: readonly ClosedTask[];
  readonly newCalls: readonly NewCall[];
  /** Calls of runs that an exit rule ended: one that nobody has begun is not made. */
  readonly calledOff: readonly { readonly key: EffectKey; readonly at: Instant }[];
  /** Facts that journeys set, in order; the states hold them already. */
  readonly writes: readonly AccountWrite[];
  /** What may be a reward for what was shown before this turn. */
  readonly rewards: readonly HeardReward[];
  readonly shown: readonly ShownArm[];
  readonly trace: readonly TraceStep[];
}
