import type { Instant } from '#lib/base/instant.ts';
import type { AccountState } from '#lib/facts/account.ts';
import type { DebtorState } from '#lib/facts/debtor.ts';
import type { FactWrite } from '#lib/facts/fact-write.ts';
import type { ShowArm, TaskWork, Why } from '#lib/journey/nodes/node-definition.ts';

/** What a step does, by its stable key: an enrollment and the number of its step. */
export interface EffectKey {
  readonly enrollmentId: string;
  readonly seq: number;
}

/** The key as text: what an event names that answers one step alone (`task.completed` of a desk), and what maps are kept by. */
export function stepName({ enrollmentId, seq }: EffectKey): string {
  return `${enrollmentId} ${seq}`;
}

/** What the walk of one enrollment wants done, as data; whoever calls performs it. */
export type Effect =
  | {
      readonly kind: 'queue';
      readonly key: EffectKey;
      readonly node: string;
      readonly visit: number;
      readonly accountId: string;
      readonly channel: string;
      readonly template: string;
      readonly topic: string | null;
      readonly at: Instant;
    }
  | { readonly kind: 'join'; readonly contact: EffectKey; readonly enrollmentId: string; readonly accountId: string }
  | {
      readonly kind: 'open-task';
      readonly key: EffectKey;
      readonly node: string;
      readonly accountId: string;
      readonly task: TaskWork;
      readonly at: Instant;
      readonly expiresAt: Instant;
    }
  | {
      readonly kind: 'close-task';
      readonly key: EffectKey;
      readonly status: 'done' | 'expired' | 'cancelled';
      readonly outcome: string | null;
      readonly at: Instant;
    }
  /** A call to another system, with the states that its words are made of. */
  | {
      readonly kind: 'call-out';
      readonly key: EffectKey;
      readonly node: string;
      readonly visit: number;
      readonly accountId: string;
      readonly url: string;
      /** Liquid that makes JSON. */
      readonly body: string;
      readonly timeoutSeconds: number;
      readonly account: AccountState;
      readonly debtor: DebtorState;
      readonly at: Instant;
    }
  /** The run ended by an exit rule while its call was not answered. */
  | { readonly kind: 'call-off'; readonly key: EffectKey; readonly at: Instant }
  /** The account enters the journey of this key, whatever its entries ask. */
  | { readonly kind: 'hand-over'; readonly accountId: string; readonly journey: string; readonly at: Instant }
  /** Facts of the account and its debtor that the step sets. */
  | { readonly kind: 'write'; readonly accountId: string; readonly writes: readonly FactWrite[]; readonly at: Instant }
  | (ShowArm & { readonly key: EffectKey; readonly node: string; readonly accountId: string; readonly at: Instant })
  /** The run ended by an exit rule: it leaves every contact of it that is still queued. */
  | {
      readonly kind: 'withdraw';
      readonly enrollmentId: string;
      readonly accountId: string;
      readonly reason: string;
      readonly why: Why;
      readonly at: Instant;
    };

/** What one step read and decided. `reason` says why a contact or task was not made. */
export interface TraceStep {
  readonly enrollmentId: string;
  readonly accountId: string;
  readonly seq: number;
  readonly at: Instant;
  readonly node: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly why: Why | null;
}
