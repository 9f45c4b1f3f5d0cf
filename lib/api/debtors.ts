import { z } from 'zod';
import { BUCKETS } from '#lib/facts/catalogue.ts';
import { explanationSchema } from '#lib/interpreter/explanation.ts';
import { CONTACT_STATUSES } from './contact-statuses.ts';
import { callStandingSchema } from './webhook-calls.ts';

/** At most this many a page; the default is the first. */
export const DEBTOR_PAGE = { usual: 50, most: 200 } as const;
/** Entries of a timeline that come at once. */
export const TIMELINE_PAGE = 60;

/** What `GET /debtors` is asked. A parameter left out does not narrow. */
export const debtorsQuerySchema = z.strictObject({
  /** A debtor's or account's externalId; or else part of one, or of a name. */
  search: z.string().max(120).optional(),
  /** The bucket of the most overdue account that is open. */
  bucket: z.enum(BUCKETS).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(DEBTOR_PAGE.most).optional(),
});
export type DebtorsQuery = z.infer<typeof debtorsQuerySchema>;

/** What is owed in one currency over the open accounts, in minor units: amounts of different currencies are never added. */
const balanceSchema = z.object({ currency: z.string(), balance: z.number().int(), accounts: z.number().int() });

const localInstantSchema = z.object({ at: z.iso.datetime(), date: z.string(), time: z.string() });

const debtorLineSchema = z.object({
  externalId: z.string(),
  name: z.string().nullable(),
  country: z.string().nullable(),
  /** Accounts that exist, open or not. */
  accounts: z.number().int(),
  balances: z.array(balanceSchema),
  /** Civil days past the due date of the most overdue open account, in the debtor's zone; null where none is open with one. */
  day: z.number().int().nullable(),
  bucket: z.enum(BUCKETS).nullable(),
  /** The newest contact that was not cancelled. */
  lastContact: localInstantSchema.extend({ channel: z.string() }).nullable(),
});
export type DebtorLine = z.infer<typeof debtorLineSchema>;

/** A page of debtors, the most overdue first, then those who owe nothing by a date; and the cursor of the next page. */
export const debtorPageSchema = z.object({ debtors: z.array(debtorLineSchema), next: z.string().nullable() });
export type DebtorPage = z.infer<typeof debtorPageSchema>;

const debtorAccountSchema = z.object({
  externalId: z.string(),
  product: z.string().nullable(),
  currency: z.string(),
  /** Minor units. */
  balance: z.number().int(),
  dueDate: z.string().nullable(),
  day: z.number().int().nullable(),
  bucket: z.enum(BUCKETS).nullable(),
  status: z.string().nullable(),
  /** The open promise. */
  promise: z.object({ date: z.string(), amount: z.number().int(), paid: z.number().int() }).nullable(),
  /** Paid beyond the balance. */
  surplus: z.number().int(),
});
export type DebtorAccount = z.infer<typeof debtorAccountSchema>;

const reachSchema = z.object({
  channel: z.string(),
  address: z.string().nullable(),
  consent: z.enum(['granted', 'denied', 'unknown']),
  /** Why it does not reach them; null where it does. */
  lack: z.enum(['address', 'denied', 'failed']).nullable(),
});
export type DebtorReach = z.infer<typeof reachSchema>;

/** One debtor: who they are, how they are reached, what they owe. */
export const debtorDetailSchema = z.object({
  externalId: z.string(),
  name: z.string().nullable(),
  language: z.string().nullable(),
  country: z.string().nullable(),
  zone: z.string(),
  channels: z.array(reachSchema),
  preference: z
    .object({ channel: z.string(), from: z.string().nullable(), to: z.string().nullable(), since: z.string().nullable() })
    .nullable(),
  lastReply: localInstantSchema.nullable(),
  balances: z.array(balanceSchema),
  accounts: z.array(debtorAccountSchema),
});
export type DebtorDetail = z.infer<typeof debtorDetailSchema>;

const aboutSchema = z.object({ externalId: z.string(), day: z.number().int().nullable(), bucket: z.enum(BUCKETS).nullable() });

const entry = { key: z.string(), when: localInstantSchema };
const entrySchema = z.discriminatedUnion('kind', [
  z.object({
    ...entry,
    kind: z.literal('contact'),
    /** Names it in a path of the API. */
    contact: z.string(),
    channel: z.string(),
    status: z.enum(CONTACT_STATUSES),
    accounts: z.array(aboutSchema),
    preview: z.string().nullable(),
    why: explanationSchema.nullable(),
  }),
  /** A step that was to make a contact or a task and made none. */
  z.object({
    ...entry,
    kind: z.literal('withheld'),
    accounts: z.array(aboutSchema),
    node: z.string(),
    why: explanationSchema.nullable(),
  }),
  z.object({
    ...entry,
    kind: z.literal('event'),
    type: z.string(),
    account: z.string().nullable(),
    currency: z.string().nullable(),
    amount: z.number().nullable(),
    date: z.string().nullable(),
    channel: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    /** A status, an outcome: a word of its own. */
    word: z.string().nullable(),
    text: z.string().nullable(),
  }),
  z.object({
    ...entry,
    kind: z.literal('task'),
    account: z.string(),
    task: z.string(),
    queue: z.string(),
    node: z.string(),
    status: z.enum(['open', 'done', 'expired', 'cancelled']),
    outcome: z.string().nullable(),
  }),
  /** An arm that a step which learns chose for an account: by lot, or by what was known at the start of `day` (null: nothing yet). */
  z.object({
    ...entry,
    kind: z.literal('arm'),
    account: z.string(),
    node: z.string(),
    arm: z.string(),
    isExplored: z.boolean(),
    version: z.number().int(),
    day: z.string().nullable(),
    /** What was hoped for has come. */
    isRewarded: z.boolean(),
  }),
  /** A place of a pool: given on a day, as such a one of so many requests; `given` null: none within so many days. */
  z.object({
    ...entry,
    kind: z.literal('place'),
    account: z.string(),
    node: z.string(),
    pool: z.string(),
    given: z.object({ day: z.string(), rank: z.number().int(), requests: z.number().int(), places: z.number().int() }).nullable(),
    deadlineDays: z.number().nullable(),
  }),
  /** A call to another system about an account. */
  z.object({ ...entry, kind: z.literal('call'), account: z.string(), node: z.string(), call: callStandingSchema }),
  z.object({
    ...entry,
    kind: z.literal('run'),
    account: z.string(),
    journey: z.string(),
    hasLeft: z.boolean(),
    outcome: z.string().nullable(),
    /** Of a run that left where it was about to tell: what it was spared, and why. */
    why: explanationSchema.nullable(),
  }),
]);
export type TimelineEntry = z.infer<typeof entrySchema>;

/** What `GET /debtors/{externalId}/timeline` is asked. */
export const timelineQuerySchema = z.strictObject({ account: z.string().max(200).optional(), cursor: z.string().max(200).optional() });
export type TimelineQuery = z.infer<typeof timelineQuerySchema>;

/** A part of a debtor's timeline, newest first, and the cursor of what came before. */
export const timelineSchema = z.object({ entries: z.array(entrySchema), next: z.string().nullable() });
export type Timeline = z.infer<typeof timelineSchema>;
