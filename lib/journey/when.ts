import { z } from 'zod';
import { addDays, atLocal, atLocalClock, clockOf, isLocalTime, localDateOf, weekdayOf } from '#lib/base/civil.ts';
import { type Instant, type LocalDate, MS_PER_HOUR } from '#lib/base/instant.ts';
import type { Facts } from '#lib/facts/facts.ts';
import { type HolidayTable, isHoliday } from '#lib/policy/holidays.ts';

const unitSchema = z.enum(['hours', 'days', 'businessDays']);
type Unit = z.infer<typeof unitSchema>;

/** When a step acts: at once, by the due date, or some time after the arrival at it (journey.md section 4). */
export const whenSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('now') }),
  z.strictObject({ kind: z.literal('due'), days: z.number(), at: z.string() }),
  z.strictObject({ kind: z.literal('after'), amount: z.number(), unit: unitSchema, at: z.string().optional() }),
]);
export type When = z.infer<typeof whenSchema>;

/** How long a wait for an event lasts. */
export const spanSchema = z.strictObject({ amount: z.number(), unit: unitSchema });
export type Span = z.infer<typeof spanSchema>;

/** The settings that every step with a time of its own shares. */
export const timingShape = {
  when: whenSchema,
  ifMissed: z.enum(['skip', 'act']).optional(),
  graceDays: z.number().optional(),
};

export interface Timing {
  readonly when: When;
  readonly ifMissed?: 'skip' | 'act' | undefined;
  readonly graceDays?: number | undefined;
}

/** Where a step stands on its own clock: too early, its turn, or too late. `at` is the instant T that `when` names. */
export type Timeliness =
  | { readonly kind: 'early'; readonly at: Instant }
  | { readonly kind: 'due'; readonly at: Instant; readonly lastDate: LocalDate }
  | { readonly kind: 'missed'; readonly at: Instant | null };

/**
 * Judges a step by section 4 of journey.md. `lastDate` is the last civil date of the debtor on which it may act.
 * A step by a due date that nobody knows is missed, also with `act`: there is no day to act by.
 */
export function timeliness(timing: Timing, arrivedAt: Instant, facts: Facts, holidays: HolidayTable): Timeliness {
  const at = instantOf(timing.when, arrivedAt, facts, holidays);
  if (at === null) return { kind: 'missed', at };
  if (facts.now < at) return { kind: 'early', at };
  const lastDate = addDays(localDateOf(at, facts.debtor.zone), timing.graceDays ?? 0);
  if (facts.today > lastDate && timing.ifMissed !== 'act') return { kind: 'missed', at };
  return { kind: 'due', at, lastDate };
}

/** The instant T that `when` names in the debtor's zone; null where it hangs on a due date that is not known. */
export function instantOf(when: When, arrivedAt: Instant, facts: Facts, holidays: HolidayTable): Instant | null {
  if (when.kind === 'now') return arrivedAt;
  if (when.kind === 'after') return afterSpan(when, when.at, arrivedAt, facts, holidays);
  const { dueDate } = facts.account;
  return dueDate === null ? null : atLocal(addDays(dueDate, when.days), when.at, facts.debtor.zone);
}

/** `amount` units after the arrival: hours by the clock on the wall of physics, days keeping the local time of day. */
export function afterSpan(span: Span, at: string | undefined, arrivedAt: Instant, facts: Facts, holidays: HolidayTable): Instant {
  if (span.unit === 'hours') return arrivedAt + span.amount * MS_PER_HOUR;
  const { zone, country } = facts.debtor;
  const from = localDateOf(arrivedAt, zone);
  const date = span.unit === 'days' ? addDays(from, span.amount) : addBusinessDays(from, span.amount, country, holidays);
  return at === undefined ? atLocalClock(date, clockOf(arrivedAt, zone), zone) : atLocal(date, at, zone);
}

function addBusinessDays(from: LocalDate, amount: number, country: string | null, holidays: HolidayTable): LocalDate {
  let date = from;
  for (let left = amount; left > 0; ) {
    date = addDays(date, 1);
    if (weekdayOf(date) < 6 && !isHoliday(holidays, country, null, date)) left--;
  }
  return date;
}

/** What the trace keeps of a step's own time: the due date that it read, where there is one. */
export function timeWhy({ account }: Facts): { readonly due?: LocalDate } {
  return account.dueDate === null ? {} : { due: account.dueDate };
}

/** What the trace keeps of a step that was missed: its instant (null by a due date that nobody knows), and when the account came to it. */
export function missedWhy(at: Instant | null, arrivedAt: Instant, facts: Facts) {
  return { ...timeWhy(facts), at, arrivedAt };
}

/** True where waiting for it always takes some time: the only kind of step that may close a loop (section 5). */
export function takesTime(when: When): boolean {
  return when.kind === 'after' && when.amount > 0;
}

/** More days than any cadence needs; above it a typing error is likelier than a wish. */
const MAX_DAYS = 3_650;

/** What is wrong with the numbers of a `when`, as the name of the setting; null where nothing is. */
export function badTime(when: When): 'days' | 'at' | 'amount' | null {
  if (when.kind === 'now') return null;
  if (when.at !== undefined && !isLocalTime(when.at)) return 'at';
  if (when.kind === 'due') return Number.isInteger(when.days) && Math.abs(when.days) <= MAX_DAYS ? null : 'days';
  if (when.unit === 'hours' && when.at !== undefined) return 'at';
  return badSpan(when) ? 'amount' : null;
}

/** True where a span is no whole number of units from 0 to ten years of days. */
export function badSpan(span: { readonly amount: number; readonly unit: Unit }): boolean {
  const most = span.unit === 'hours' ? MAX_DAYS * 24 : MAX_DAYS;
  return !Number.isInteger(span.amount) || span.amount < 0 || span.amount > most;
}

/** True where a number is one of whole days, at least one. */
export function isDayCount(days: number): boolean {
  return Number.isInteger(days) && days > 0 && days <= MAX_DAYS;
}

/** True where a number of days of grace is none: it must be whole and not negative. */
export function badGrace(timing: Timing): boolean {
  const days = timing.graceDays ?? 0;
  return !Number.isInteger(days) || days < 0 || days > MAX_DAYS;
}
