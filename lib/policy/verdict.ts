import type { Instant } from '#lib/base/instant.ts';

/** A contact in the debtor's history: made by a journey, a person or an outside system, and not cancelled. */
export interface ContactRecord {
  readonly enrollmentId: string;
  readonly seq: number;
  readonly journeyId: number;
  readonly node: string;
  readonly channel: string;
  readonly topic: string | null;
  readonly queuedAt: Instant;
  readonly status: string;
  /** Internal ids of the accounts it is about, and of the enrollments it speaks for, in the same order. */
  readonly accountIds: readonly string[];
  readonly enrollmentIds: readonly string[];
}

/** What the contact policy answers: allow, wait, or no — with the rule that decided. */
export type Verdict =
  | { readonly kind: 'allow' }
  | { readonly kind: 'defer'; readonly until: Instant; readonly rule: string }
  | { readonly kind: 'deny'; readonly rule: string };

/** The contact that a step would like to make at `at`. */
export interface ProposedContact {
  readonly channel: string;
  readonly at: Instant;
  readonly history: readonly ContactRecord[];
}

/** A policy in force, reduced to the one question a step asks. Pure. */
export interface ContactPolicy {
  /** N × 24 hours within which one topic is not told twice to one debtor. */
  readonly topicDays: number;
  judge(proposed: ProposedContact): Verdict;
}

/** No country rules: every contact is allowed; consent and topics are asked by the step itself. */
export function openPolicy(topicDays: number): ContactPolicy {
  return { topicDays, judge: () => ({ kind: 'allow' }) };
}
