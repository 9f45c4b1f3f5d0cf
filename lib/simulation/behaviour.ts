import { z } from 'zod';
import { jsonPath, type Read } from '#lib/base/problem.ts';
import { BUCKETS } from '#lib/facts/catalogue.ts';
import { CHANNELS } from '#lib/facts/debtor.ts';

/** The kinds of work that a task puts in front of a person; a run counts them beside the channels. */
export const WORK_KINDS = ['call', 'visit', 'letter', 'review'] as const;

const share = z.number().min(0, 'is a share, from 0 to 1').max(1, 'is a share, from 0 to 1');
const ways = z.enum([...new Set([...CHANNELS, ...WORK_KINDS])]);
const buckets = z.enum(BUCKETS);
const answersSchema = z
  .strictObject({ pays: share.default(0), promises: share.default(0), replies: share.default(0) })
  .refine(({ pays, promises, replies }) => pays + promises + replies <= 1, 'adds up to more than 1');

const behaviourSchema = z.strictObject({
  format: z.literal('cadenza.behaviour/1'),
  /** Of the accounts that stand in a bucket, the share that pays everything on a day, told or not. */
  pays: z.partialRecord(buckets, share).default({}),
  /** What comes of one contact, by its channel (or the kind of a task) and the bucket in which the account stands. */
  answers: z.partialRecord(ways, z.partialRecord(buckets, answersSchema)).default({}),
  /** Within how many days they answer, evenly. */
  answerDays: z.number().positive('must be above 0').max(60, 'is more than 60').default(3),
  /** For which day they promise, counted from the promise, and how many of the promises are kept. */
  promise: z.strictObject({ days: z.int().min(0).max(90), kept: share }).default({ days: 5, kept: 0.6 }),
  /** Of tasks, how many end by which outcome; the others expire. `promise` makes one. */
  work: z
    .partialRecord(
      z.enum(WORK_KINDS),
      z
        .strictObject({
          done: share.default(0),
          promise: share.default(0),
          noAnswer: share.default(0),
          refused: share.default(0),
          wrongParty: share.default(0),
        })
        .refine((shares) => Object.values(shares).reduce((sum, one) => sum + one, 0) <= 1, 'adds up to more than 1'),
    )
    .default({}),
  /** What one contact costs, in minor units; parts of one are allowed (0.8). */
  costs: z.partialRecord(ways, z.number().min(0, 'is negative')).default({}),
  /** How many contacts a channel carries on one day. It is held against, not applied: what is more is counted. */
  perDay: z.partialRecord(ways, z.int().min(0, 'is negative')).default({}),
});

/** What is assumed of people and channels in a simulation (`cadenza.behaviour/1`). Shares from 0 to 1. */
export type Behaviour = z.infer<typeof behaviourSchema>;

/** Nobody pays, promises or answers, nothing costs anything. */
export const NOBODY_PAYS: Behaviour = behaviourSchema.parse({ format: 'cadenza.behaviour/1' });

/** Reads a behaviour model; every problem has its JSON path. */
export function readBehaviour(value: unknown): Read<Behaviour> {
  const read = behaviourSchema.safeParse(value);
  if (read.success) return { ok: true, value: read.data };
  return { ok: false, problems: read.error.issues.map(({ path, message }) => ({ path: jsonPath(path), message })) };
}

/** True where people do something by themselves. */
export function isActive({ pays, answers, work }: Behaviour): boolean {
  return [pays, answers, work].some((stated) => Object.keys(stated).length > 0);
}
