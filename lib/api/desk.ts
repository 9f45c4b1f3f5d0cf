import { z } from 'zod';
import { CHANNELS } from '#lib/facts/debtor.ts';
import type { Rule } from '#lib/policy/rule.ts';
import type { LocalInstant } from './contacts.ts';

/** Why a deed at the desk is refused. */
export type DeskRefusal = 'task-taken' | 'task-closed' | 'contact-not-allowed' | 'task-not-yours' | 'task-no-promise' | 'task-not-begun';

/** What a person can log of a task; all but `promise` say nothing more. */
export const TASK_OUTCOMES = ['done', 'promise', 'noAnswer', 'refused', 'wrongParty'] as const;
export type TaskOutcome = (typeof TASK_OUTCOMES)[number];

/** What `POST /tasks/{key}` takes: one deed at the desk. */
export const deskDeedSchema = z.discriminatedUnion('deed', [
  z.strictObject({ deed: z.literal('take') }),
  z.strictObject({ deed: z.literal('release') }),
  /** Reserves the contact in the debtor's history, if the policy allows it now. */
  z.strictObject({ deed: z.literal('start') }),
  z.strictObject({
    deed: z.literal('log'),
    outcome: z.enum(TASK_OUTCOMES),
    /** Of a promise: minor units of the account's currency, and the civil date. */
    amount: z.number().int().positive().optional(),
    date: z.iso.date().optional(),
    /** The channel that the person said they prefer. */
    preferred: z.enum(CHANNELS).optional(),
  }),
]);
export type DeskDeed = z.infer<typeof deskDeedSchema>;

/** Whether a contact may begin now. `until` null where time alone never lifts it. */
export interface Allowance {
  readonly isAllowed: boolean;
  readonly rule: Rule | null;
  readonly ruleId: string | null;
  readonly until: LocalInstant | null;
}

/** One task of the worklist. */
export interface DeskTask {
  readonly key: string;
  readonly kind: 'call' | 'visit' | 'letter' | 'review';
  readonly queue: string;
  readonly step: string;
  readonly journey: string;
  readonly account: string;
  readonly balance: number;
  readonly currency: string;
  readonly day: number | null;
  readonly debtor: { readonly id: string; readonly externalId: string; readonly name: string | null; readonly phone: string | null };
  readonly expires: LocalInstant;
  /** The person who has taken it; null: nobody. */
  readonly takenBy: { readonly name: string; readonly isMe: boolean } | null;
  /** The contact that was begun for it. */
  readonly begun: LocalInstant | null;
}

/** What `GET /tasks` answers: by queue, then priority, then age. */
export interface DeskList {
  readonly tasks: readonly DeskTask[];
  /** More are open than are shown. */
  readonly more: boolean;
}

/** What `GET /tasks/{key}` and each deed answer. */
export interface DeskTaskWhole extends DeskTask {
  readonly isOpen: boolean;
  readonly script: string | null;
  /** Null for a review, which is no contact. */
  readonly allowance: Allowance | null;
  /** Today for the debtor. */
  readonly today: string;
}
