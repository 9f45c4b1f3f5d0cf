import { z } from 'zod';
import { isLocalDate, isLocalTime } from '#lib/base/civil.ts';
import { unstorableIn } from '#lib/base/storable.ts';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { contactDetailSchema } from './contacts.ts';

/** The longest answer that is taken, in characters. */
export const ANSWER_LENGTH = 1_000;

/** What a person can answer to a contact. */
export const ANSWER_KINDS = ['pay', 'promise', 'reply', 'prefer', 'dispute', 'optOut'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

const account = z.string().min(1).max(200);
/** Minor units of the account's currency. */
const amount = z.int().positive();
const text = z
  .string()
  .trim()
  .min(1)
  .max(ANSWER_LENGTH)
  .refine((value) => unstorableIn(value) === null);
const time = z.string().refine(isLocalTime);

/**
 * What `POST /contacts/{key}/answers` takes, in a test workspace: an answer as the debtor would give it. The header
 * `Idempotency-Key` makes one answer of a click that is sent twice. An account is named by its externalId and is one
 * that the contact is about; null: all of them.
 */
export const answerSchema = z.discriminatedUnion('kind', [
  /** Without an amount: all that is owed. More than is owed is taken; the surplus is recorded. */
  z.strictObject({ kind: z.literal('pay'), account: account.nullable(), amount: amount.nullable() }),
  /** By a civil date in the debtor's zone, today or later; at most what is owed. */
  z.strictObject({ kind: z.literal('promise'), account, amount, date: z.string().refine(isLocalDate) }),
  /** A word that asks to stop also denies the contact's channel. */
  z.strictObject({ kind: z.literal('reply'), text }),
  z
    .strictObject({ kind: z.literal('prefer'), channel: z.enum(CHANNELS), from: time.nullable(), to: time.nullable() })
    .refine(({ from, to }) => (from === null) === (to === null) && (from === null || to === null || from < to), { path: ['to'] }),
  z.strictObject({ kind: z.literal('dispute'), account: account.nullable(), text: text.nullable() }),
  z.strictObject({ kind: z.literal('optOut') }),
]);
export type Answer = z.infer<typeof answerSchema>;

const reactionSchema = z.object({
  account: z.string(),
  journey: z.string(),
  /** It left the journey, stands at another step, stands still until the suspension ends, or stays where it was. */
  kind: z.enum(['left', 'moved', 'suspended', 'stayed']),
  /** The step where it stands now, by its label; null where it left. */
  node: z.string().nullable(),
  outcome: z.string().nullable(),
});
export type Reaction = z.infer<typeof reactionSchema>;

/** What came of an answer: the contact as it stands now, and what the journeys did. */
export const answerResultSchema = z.object({
  /** True where this very answer had been given before: nothing was stored again. */
  wasKnown: z.boolean(),
  /** The workspace's clock after it. */
  now: z.iso.datetime(),
  /** True where the words asked to stop, so that the channel was denied. */
  stopped: z.boolean(),
  reactions: z.array(reactionSchema),
  contact: contactDetailSchema,
});
export type AnswerResult = z.infer<typeof answerResultSchema>;

/** Why an answer was not taken; each has a sentence in `problem` of the catalogues. */
export type AnswerRefusal = 'answer-live' | 'answer-unsent' | 'answer-nothing-owed' | 'answer-too-much' | 'answer-past' | 'answer-account';
