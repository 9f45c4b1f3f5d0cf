import { addDays, addMonths, weekdayOf } from '#lib/base/civil.ts';
import type { LocalDate } from '#lib/base/instant.ts';
import type { CapPeriod } from '../rule.ts';

/** The dates that count together with `date`, from first to last, and the first later date at which the count may be another. */
export interface CountedDates {
  readonly first: LocalDate;
  readonly last: LocalDate;
  readonly next: LocalDate;
}

/** Weeks are calendar weeks, Monday to Sunday; `rolling7d` is the date and the six before it. */
export function countedDates(per: CapPeriod, date: LocalDate): CountedDates {
  if (per === 'day') return { first: date, last: date, next: addDays(date, 1) };
  if (per === 'rolling7d') return { first: addDays(date, -6), last: date, next: addDays(date, 1) };
  const first = per === 'week' ? addDays(date, 1 - weekdayOf(date)) : `${date.slice(0, 8)}01`;
  const next = per === 'week' ? addDays(first, 7) : addMonths(first, 1);
  return { first, last: addDays(next, -1), next };
}
