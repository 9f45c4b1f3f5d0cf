import type { Instant, LocalDate } from '#lib/base/instant.ts';

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

/** What the rules read of a person who is to be contacted; a debtor's facts are one. */
export interface JudgedPerson {
  readonly country: string | null;
  readonly subdivision: string | null;
  /** The IANA zone in force. */
  readonly zone: string;
  readonly consent: Readonly<Partial<Record<string, 'granted' | 'denied'>>>;
  readonly hoursOverride: unknown;
  readonly ceaseRequest: boolean | null;
  readonly attorneyRepresented: boolean | null;
  readonly callConsentAt: Instant | null;
}

/** What the rules read of an account of the debtor: what they may wait after. */
export interface JudgedAccount {
  readonly id: string;
  readonly lastPaymentAt: Instant | null;
  readonly disputedAt: Instant | null;
}

/** The contact that a step, or a person at a desk, would like to make at `at`. */
export interface AskedContact {
  readonly channel: string;
  readonly at: Instant;
  readonly person: JudgedPerson;
  readonly history: readonly ContactRecord[];
  /** Every account of the debtor, also those that it is not about. */
  readonly accounts: readonly JudgedAccount[];
  /** Internal ids of the accounts it is about. */
  readonly debts: readonly string[];
  readonly daysPastDue: number | null;
  readonly promiseDate: LocalDate | null;
  /** What its words do that a policy may forbid; absent: nothing, or there are no words. */
  readonly contentFlags?: readonly string[];
}

/** A policy in force, reduced to the one question a step asks. Pure. */
export interface ContactPolicy {
  /** N × 24 hours within which one topic is not told twice to one debtor. */
  readonly topicDays: number;
  judge(asked: AskedContact): Verdict;
}

/** No country rules: every contact is allowed; consent and topics are asked by the step itself. */
export function openPolicy(topicDays: number): ContactPolicy {
  return { topicDays, judge: () => ({ kind: 'allow' }) };
}
