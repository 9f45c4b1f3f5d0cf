import { addDays, daysBetween, weekdayOf } from '#lib/base/civil.ts';
import type { LocalDate } from '#lib/base/instant.ts';

/** Local dates of the workspace, half-open: `to` is the first date that no longer counts. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** A longer period is refused: ten years. */
export const MAX_PERIOD_DAYS = 3_660;

/** The periods that have a name; each ends with today, which counts as far as it has gone. */
export const PERIOD_PRESETS = ['30d', '90d', '12m', 'month', 'lastMonth', 'year'] as const;
export type PeriodPreset = (typeof PERIOD_PRESETS)[number];

/** What a period may be compared with: the days just before it, the same dates a year before, or nothing. */
export const COMPARISONS = ['previous', 'year', 'none'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Civil days in the period. */
export function periodDays({ from, to }: Period): number {
  return daysBetween(from, to);
}

/** The dates of a named period, seen from `today`. */
export function presetPeriod(preset: PeriodPreset, today: LocalDate): Period {
  const to = addDays(today, 1);
  switch (preset) {
    case '30d':
      return { from: addDays(to, -30), to };
    case '90d':
      return { from: addDays(to, -90), to };
    case '12m':
      return { from: addMonths(monthOf(today), -11), to };
    case 'month':
      return { from: monthOf(today), to };
    case 'lastMonth':
      return { from: addMonths(monthOf(today), -1), to: monthOf(today) };
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to };
  }
}

/** The period that one is compared with; null for `none`. Whole months are compared with as many whole months. */
export function comparedPeriod(period: Period, comparison: Comparison): Period | null {
  if (comparison === 'none') return null;
  if (comparison === 'year') return { from: sameDayLastYear(period.from), to: sameDayLastYear(period.to) };
  const months = wholeMonths(period);
  return months === null
    ? { from: addDays(period.from, -periodDays(period)), to: period.from }
    : { from: addMonths(period.from, -months), to: period.from };
}

/** The period cut into 1 to 14 pieces for a chart: days where it is short, weeks from Monday, then months, quarters and years. */
export function slicesOf(period: Period): readonly Period[] {
  const days = periodDays(period);
  if (days <= 14) return cut(period, (date) => addDays(date, 1));
  if (days <= 92) return cut(period, (date) => addDays(date, 8 - weekdayOf(date)));
  if (days <= 400) return cut(period, (date) => addMonths(monthOf(date), 1));
  return days <= 1_200 ? cut(period, (date) => quarterAfter(date)) : cut(period, (date) => `${Number(date.slice(0, 4)) + 1}-01-01`);
}

function cut({ from, to }: Period, next: (date: LocalDate) => LocalDate): readonly Period[] {
  const slices: Period[] = [];
  for (let begin = from; begin < to; ) {
    const after = next(begin);
    const end = after < to ? after : to;
    slices.push({ from: begin, to: end });
    begin = end;
  }
  return slices;
}

function monthOf(date: LocalDate): LocalDate {
  return `${date.slice(0, 7)}-01`;
}

function addMonths(first: LocalDate, months: number): LocalDate {
  const count = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}-01`;
}

function quarterAfter(date: LocalDate): LocalDate {
  return addMonths(`${date.slice(0, 4)}-${String(Math.floor((Number(date.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`, 3);
}

/** 29 February becomes 28 February. */
function sameDayLastYear(date: LocalDate): LocalDate {
  const year = String(Number(date.slice(0, 4)) - 1).padStart(4, '0');
  return date.endsWith('-02-29') ? `${year}-02-28` : `${year}${date.slice(4)}`;
}

function wholeMonths({ from, to }: Period): number | null {
  if (!from.endsWith('-01') || !to.endsWith('-01')) return null;
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
}
