import { addDays, atLocal, localDateOf, startOfDay, weekdayOf } from '#lib/base/civil.ts';
import type { Instant, LocalDate } from '#lib/base/instant.ts';
import { NEVER, type Opening, type Question } from '../asked.ts';
import { type HoursRule, names, WEEKDAYS, type WeekWindows } from '../rule.ts';

/** A week of windows that all fall on closed days is given up after this many days. */
const LONGEST_CLOSED_DAYS = 400;

/** Weekday windows, half-open, in the person's zone; closed on holidays where the rule says so. */
export function hoursOpen(rule: HoursRule, { debtor, proposed, isClosed }: Question, at: Instant): Opening {
  if (!names(rule.channels, proposed.channel)) return at;
  return nextOpening(rule.windows, rule.closedOnHolidays ? isClosed : never, debtor.zone, at);
}

/** The first instant from `at` on that lies in one of the windows; Infinity where none does. */
export function nextOpening(windows: WeekWindows, isClosed: (date: LocalDate) => boolean, zone: string, at: Instant): Opening {
  const today = localDateOf(at, zone);
  for (let day = 0; day <= LONGEST_CLOSED_DAYS; day += 1) {
    const date = addDays(today, day);
    if (isClosed(date)) continue;
    const opens = openingOn(windows[weekday(date)], date, zone, at);
    if (opens !== null) return opens;
  }
  return NEVER;
}

function openingOn(windows: WeekWindows['mon'], date: LocalDate, zone: string, at: Instant): Instant | null {
  let first: Instant | null = null;
  for (const [from, to] of windows) {
    const opens = Math.max(at, atLocal(date, from, zone));
    const closes = to === '24:00' ? startOfDay(addDays(date, 1), zone) : atLocal(date, to, zone);
    if (opens < closes && (first === null || opens < first)) first = opens;
  }
  return first;
}

function weekday(date: LocalDate): (typeof WEEKDAYS)[number] {
  return WEEKDAYS[weekdayOf(date) - 1] ?? 'mon';
}

const never = (): boolean => false;
