import { z } from 'zod';
import { CLOCK_STEPS } from './clock-route.ts';

/** A clock is moved by ten years at most in one go. */
export const MAX_MOVE_DAYS = 3_653;

/**
 * What `POST /clock` takes: an instant; a civil date, from its start or from a time of day, by the workspace's zone; or how
 * far, by the clock's own calendar.
 */
export const moveClockSchema = z.union([
  z.strictObject({ to: z.iso.datetime({ offset: true }) }),
  z.strictObject({ date: z.iso.date(), time: z.iso.time({ precision: -1 }).optional() }),
  z.strictObject({ advance: z.enum(CLOCK_STEPS) }),
]);
export type MoveClock = z.infer<typeof moveClockSchema>;

/** What `POST /clock/stop` takes: the move that is to end, so that a late press stops no other. */
export const stopClockSchema = z.strictObject({ move: z.string().max(64) });

/** An instant, and what the workspace's calendar shows then: the browser has no table of zones. */
const momentSchema = z.object({ at: z.iso.datetime(), date: z.iso.date(), time: z.iso.time({ precision: -1 }) });
export type Moment = z.infer<typeof momentSchema>;

/** A move of the clock; `interrupted`: its server ended in the middle, and the clock stands where it had come. */
const clockMoveSchema = z.object({
  id: z.string(),
  by: z.string().nullable(),
  from: momentSchema,
  to: momentSchema,
  state: z.enum(['under-way', 'arrived', 'stopped', 'failed', 'interrupted']),
  /** How many contacts were made or withheld on the way, so far. */
  contacts: z.number().int(),
  isStopping: z.boolean(),
});
export type ClockMove = z.infer<typeof clockMoveSchema>;

/** What a test workspace's clock shows, when something is due next (null: nothing is), and its newest move. */
export const clockSchema = z.object({
  now: z.iso.datetime(),
  next: z.iso.datetime().nullable(),
  local: momentSchema,
  localNext: momentSchema.nullable(),
  move: clockMoveSchema.nullable(),
});
export type Clock = z.infer<typeof clockSchema>;

/** What `POST /clock` answers, with 202. `begun` is false where another move was under way: then that is the one told. */
export type ClockAnswer = Clock & { readonly begun: boolean };
