import { z } from 'zod';

/** What a call to another system has come to, beside being `noted` where nothing leaves the house. */
export const CALL_STATES = ['waiting', 'ok', 'failed', 'cancelled', 'noted'] as const;

/** Why an attempt, or a call as a whole, came to nothing. */
export const CALL_REASONS = ['status', 'timeout', 'network', 'address', 'redirect', 'body', 'exit', 'moved'] as const;

/** How a call to another system stands. */
export const callStandingSchema = z.object({
  /** Host of the address; the address itself where it has none. */
  host: z.string(),
  status: z.enum(CALL_STATES),
  reason: z.enum(CALL_REASONS).nullable(),
  /** The status that was answered last. */
  httpStatus: z.number().int().nullable(),
  /** How often it was begun. */
  attempts: z.number().int(),
  /** What the receiver or the network said of a failure, in its own words. */
  detail: z.string().nullable(),
});
export type CallStanding = z.infer<typeof callStandingSchema>;

const stuckSchema = callStandingSchema.extend({
  debtor: z.string(),
  journey: z.string(),
  since: z.iso.datetime(),
  /** When it is tried next. */
  next: z.iso.datetime(),
});

/** What `GET /workspace/calls` answers: how calls are signed, and those that were tried and not taken so far. */
export const callsStandingSchema = z.object({
  signing: z
    .object({
      /** Days in the workspace's zone. */
      since: z.string(),
      /** False: the first call made the secret, and nobody has seen it. */
      isSeen: z.boolean(),
      by: z.string().nullable(),
      formerUntil: z.string().nullable(),
    })
    .nullable(),
  stuck: z.object({ count: z.number().int(), oldest: z.array(stuckSchema) }),
});
export type CallsStanding = z.infer<typeof callsStandingSchema>;

/** What `POST /workspace/calls/secret` answers: the secret, told this once, and how calls stand now. */
export const secretMadeSchema = z.object({ secret: z.string(), calls: callsStandingSchema });
export type SecretMade = z.infer<typeof secretMadeSchema>;
