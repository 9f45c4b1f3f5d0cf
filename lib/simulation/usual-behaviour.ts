import type { Bucket } from '#lib/facts/catalogue.ts';

/** What comes of one contact, as shares of the contacts. */
export interface AnswerRates {
  readonly pays: number;
  readonly promises: number;
  readonly replies: number;
}

/** Days in which an answer to a contact counts as its answer. */
export const ANSWER_DAYS = 3;

/*
 * What is assumed where a workspace has no past of its own: round figures, lower the later the debt, to be replaced by what is
 * measured. They are nobody's measurement.
 */

/** Of the accounts in a bucket, the share that pays everything on a day without having been told. */
export const USUAL_PAYS: Readonly<Record<Bucket, number>> = {
  pre: 0.01,
  due: 0.08,
  '1-30': 0.02,
  '31-60': 0.006,
  '61-90': 0.003,
  '90+': 0.001,
};

/** How much weaker an answer is in each bucket than on the due date. */
const FADES: Readonly<Record<Bucket, number>> = { pre: 0.6, due: 1, '1-30': 0.7, '31-60': 0.4, '61-90': 0.25, '90+': 0.12 };

const ON_DUE_DATE: Readonly<Record<string, AnswerRates>> = {
  email: { pays: 0.08, promises: 0.02, replies: 0.01 },
  sms: { pays: 0.1, promises: 0.03, replies: 0.01 },
  whatsapp: { pays: 0.13, promises: 0.05, replies: 0.06 },
  push: { pays: 0.05, promises: 0.01, replies: 0 },
  voice: { pays: 0.07, promises: 0.03, replies: 0 },
  letter: { pays: 0.04, promises: 0.01, replies: 0.01 },
  call: { pays: 0.12, promises: 0, replies: 0 },
  visit: { pays: 0.15, promises: 0, replies: 0 },
};

/** What usually comes of a contact by this channel (or kind of task) in a bucket; of a kind that reaches nobody, nothing. */
export function usualAnswers(way: string, bucket: Bucket): AnswerRates {
  const { pays, promises, replies } = ON_DUE_DATE[way] ?? { pays: 0, promises: 0, replies: 0 };
  const fade = FADES[bucket];
  return { pays: round(pays * fade), promises: round(promises * fade), replies: round(replies * fade) };
}

/** Of the promises that came to their day, the share that was kept, and for how many days ahead they are made. */
export const USUAL_PROMISE = { days: 5, kept: 0.6 };

/** How tasks of a kind end; the rest expires. */
export const USUAL_WORK: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  call: { done: 0.15, promise: 0.2, noAnswer: 0.4, refused: 0.05, wrongParty: 0.02 },
  visit: { done: 0.25, promise: 0.2, noAnswer: 0.3, refused: 0.05, wrongParty: 0.05 },
  letter: { done: 0.9 },
  review: { done: 0.8 },
};

/** A share with four decimals: what a person can read and write. */
export function round(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
