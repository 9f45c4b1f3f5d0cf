import type { z } from 'zod';
import type { Instant } from '#lib/base/instant.ts';
import type { Channel } from '#lib/facts/debtor.ts';
import type { FactWrite } from '#lib/facts/fact-write.ts';
import type { EventFact, Facts } from '#lib/facts/facts.ts';
import type { Predicate } from '#lib/facts/predicate.ts';
import type { ArmModel } from '#lib/learning/arm-model.ts';
import type { HolidayTable } from '#lib/policy/holidays.ts';
import type { Verdict } from '#lib/policy/verdict.ts';
import type { GivenPlace, PoolSettings } from '../pools.ts';
import type { Timing, When } from '../when.ts';
import type { CardFacts } from './card-facts.ts';

/** A way out of a node. The first one of a node takes the traffic of the optional ones that nobody wired. */
export interface Handle {
  readonly id: string;
  readonly optional: boolean;
}

/** What a step may see and ask. Everything in it is fixed by the facts and the time: asking twice gives the same. */
export interface StepContext {
  readonly facts: Facts;
  readonly arrivedAt: Instant;
  /** When the step put its work in front of somebody; null before. */
  readonly actedAt: Instant | null;
  /** Until when the policy last told it to wait; null where it did not. */
  readonly heldUntil: Instant | null;
  /** The instant until which it waits, where it does. */
  readonly wakeAt: Instant | null;
  /** The place of a pool that it was given while it waited here; null where it was given none. */
  readonly place: GivenPlace | null;
  readonly holidays: HolidayTable;
  /** True in a live run, where a call to another system is to leave the house. */
  readonly callsOut: boolean;
  /** What became of the call that this step made; `failed` for an offer that was taken back before anybody was told. Null while nobody knows. */
  readonly answer: CallAnswer | null;
  /** True where a contact of this debtor stands queued at this node, at this instant, by this channel. */
  joins(channel: Channel): boolean;
  /** The newest contact by which the debtor was told this topic within the policy's `topicDays`; null where there is none. */
  lastTold(topic: string): ToldBefore | null;
  judge(channel: Channel): Verdict;
  /** What was known of the arms of this key at the start of the workspace's day. */
  modelOf(key: string): ArmModel;
}

/** An earlier contact about the same topic, and for how many days a topic is not told again. */
export interface ToldBefore {
  readonly at: Instant;
  readonly channel: string;
  readonly topicDays: number;
}

/** What became of a call to another system, in the end. */
export type CallAnswer = 'ok' | 'failed';

/** What a step puts into the world; the runner performs it, the simulation counts it. */
export type StepEffect =
  | { readonly kind: 'queue'; readonly channel: Channel; readonly template: string; readonly topic: string | null }
  | { readonly kind: 'join'; readonly channel: Channel }
  | { readonly kind: 'hand-over'; readonly journey: string }
  | { readonly kind: 'write'; readonly writes: readonly FactWrite[] }
  /** A call to another system, to be delivered beside the run, which waits for its answer. */
  | { readonly kind: 'call-out'; readonly url: string; readonly body: string; readonly timeoutSeconds: number }
  | ShowArm
  | { readonly kind: 'open-task'; readonly task: TaskWork; readonly expiresAt: Instant }
  | { readonly kind: 'close-task'; readonly status: 'done' | 'expired'; readonly outcome: string | null };

/** An account is shown an arm: what comes of it until `until` is learned from. */
export interface ShowArm {
  readonly kind: 'show';
  /** The key of the step: whoever names it learns from it. */
  readonly model: string;
  readonly arm: string;
  readonly context: string;
  /** The type of event that is hoped for. */
  readonly reward: string;
  readonly until: Instant;
}

/** Work that a task step hands to a person. */
export interface TaskWork {
  readonly kind: 'call' | 'visit' | 'letter' | 'review';
  readonly queue: string;
  readonly priority: number | null;
}

/** Where the step leads. `why` is what the trace keeps: small and JSON. */
export type Move =
  | { readonly kind: 'leave'; readonly handle: string; readonly reason?: string; readonly effect?: StepEffect; readonly why?: Why }
  | {
      readonly kind: 'wait';
      readonly until: Instant | null;
      readonly actedAt: Instant | null;
      /** Where it is the policy that makes it wait: until when. */
      readonly heldUntil?: Instant;
      /** Where it waits for a place: of which pool. */
      readonly pool?: string;
      readonly effect?: StepEffect;
      readonly why?: Why;
    }
  | { readonly kind: 'end'; readonly outcome: string; readonly effect?: StepEffect; readonly why?: Why };

/** The facts that were read and the rule that decided, by name; `lib/interpreter/explain.ts` puts them in order for a sentence. */
export type Why = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** A node of one type in a program: its predicates are compiled, its config trusted. */
export interface Step {
  run(here: StepContext): Move;
  /** The handle by which an event moves it on, with what that does; null where the event means nothing to it. */
  hear?(here: StepContext, event: EventFact): { readonly handle: string; readonly effect?: StepEffect } | null;
}

/** What is wrong with a setting: the finding's code and the setting at fault. */
export type SettingProblem =
  | { readonly code: 'bad-time' | 'bad-weights' | 'duplicate-id'; readonly path: string }
  /** The address to call is none, or one that is never called. */
  | { readonly code: 'unknown-template'; readonly path: string; readonly reason: 'url' | 'insecure-url' | 'inner-url' }
  /** The setting names a field that may not be written or ranks nobody, or a value that is none of its kind. */
  | { readonly code: 'unknown-field'; readonly path: string; readonly reason: 'unwritable' | 'kind' | 'unranked'; readonly field: string };

/** Everything that must agree about one node type. */
export interface NodeDefinition<Config> {
  readonly config: z.ZodType<Config>;
  readonly defaults: Config;
  /** What a card says of it. */
  card(config: Config): CardFacts;
  handles(config: Config): readonly Handle[];
  /** The settings of its own time, where it has one. */
  timing?(config: Config): Timing;
  /** For a node that only waits: until when. */
  until?(config: Config): When;
  /** True where passing it always takes some time. */
  takesTime(config: Config): boolean;
  /** Its predicates, each with its place in the config (`where`, `branches[0].where`). */
  predicates(config: Config): readonly { readonly path: string; readonly predicate: Predicate }[];
  /** Fields that its settings name outside of predicates, each with its place in the config. */
  fields?(config: Config): readonly { readonly path: string; readonly field: string }[];
  /** What is wrong with its settings alone, as the finding's code and the setting at fault. */
  problems(config: Config): readonly SettingProblem[];
  /** The template and the channels it may be sent by, where it sends one. */
  message?(config: Config): { readonly template: string; readonly channels: readonly Channel[] };
  /** The key of the journey that it hands accounts to, where it does. */
  handsTo?(config: Config): string;
  /** For a node that learns: the key of its model, and the event it hopes for. */
  learns?(config: Config): { readonly model: string; readonly reward: string };
  /** The pool whose places it asks for, where it does, how many that has a day, and in which order they go. */
  pool?(config: Config): PoolSettings;
  /** Event types that can move it. */
  listensTo?(config: Config): readonly string[];
  /** True for a node that counts as an account's contact or task in lists of results. */
  readonly tells?: true;
  prepare(config: Config): Step;
}
