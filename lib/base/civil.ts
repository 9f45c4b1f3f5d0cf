import { type Instant, type LocalDate, type LocalTime, MS_PER_DAY, MS_PER_MINUTE } from './instant.ts';

/*
 * Civil time is slow to compute (26,000 to 260,000 conversions a second) and asked again and again for the same few
 * days, so each zone keeps the instants at which its days begin. A day that begins and ends in the same offset needs
 * no library at all: its local times are its start plus the minutes.
 */

interface Day {
  readonly date: LocalDate;
  readonly start: Instant;
  readonly end: Instant;
  /** True where no clock change happens inside the day. */
  readonly plain: boolean;
}

interface Zone {
  readonly byNumber: Map<number, Day>;
  /** The day answered last: consecutive questions are mostly about the same one. */
  last: Day | null;
}

const zones = new Map<string, Zone>();
const MAX_DAYS_KEPT = 20_000;

/** True where the runtime knows this IANA zone. An offset such as `+05:30` is none: PostgreSQL reads its sign the other way round. */
export function isZone(zone: string): boolean {
  if (zones.get(zone)?.last) return true;
  if (/^[+-]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Days since 1970-01-01 of a civil date. */
export function dayNumber(date: LocalDate): number {
  const kept = dayNumbers.get(date);
  if (kept !== undefined) return kept;
  const number = Math.round(Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8, 10)) / MS_PER_DAY);
  if (dayNumbers.size >= MAX_DAYS_KEPT) dayNumbers.clear();
  dayNumbers.set(date, number);
  return number;
}

/** The same few thousand dates are asked for millions of times. */
const dayNumbers = new Map<LocalDate, number>();

/** The civil date with this number of days since 1970-01-01. */
export function dateOfNumber(number: number): LocalDate {
  const kept = dates.get(number);
  if (kept !== undefined) return kept;
  // From the year 10000 on the date has a sign and two more digits: the clock's 14 characters are cut, not the date's kept.
  const date = new Date(number * MS_PER_DAY).toISOString().slice(0, -14);
  if (dates.size >= MAX_DAYS_KEPT) dates.clear();
  dates.set(number, date);
  return date;
}

/** The way back of `dayNumbers`, as often asked for. */
const dates = new Map<number, LocalDate>();

/** True for a real calendar date in the form `YYYY-MM-DD` (no 30 February). */
export function isLocalDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && dateOfNumber(dayNumber(text)) === text;
}

/** True for `HH:MM` between 00:00 and 23:59. */
export function isLocalTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** The date `days` civil days later (earlier where negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfNumber(dayNumber(date) + days);
}

/** The same day of the month, `months` later; its last day where that month is shorter. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const first = firstOfMonth(month);
  return addDays(first, Math.min(Number(date.slice(8, 10)), daysBetween(first, firstOfMonth(month + 1))) - 1);
}

/** `month` counts from January of year 0. */
function firstOfMonth(month: number): LocalDate {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}

/** Civil days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** ISO weekday of a civil date: 1 Monday to 7 Sunday. */
export function weekdayOf(date: LocalDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** The civil date in `zone` at this instant. Throws RangeError for an unknown zone. */
export function localDateOf(at: Instant, zone: string): LocalDate {
  return dayAt(at, zone).date;
}

/** The instant at which the local day begins (after midnight where a clock change skips midnight). */
export function startOfDay(date: LocalDate, zone: string): Instant {
  return dayOf(dayNumber(date), zone).start;
}

/** The start of the first local day strictly after this instant. */
export function nextDayStart(at: Instant, zone: string): Instant {
  return dayAt(at, zone).end;
}

/**
 * The instant of a local time on a date. A time that a clock change skips is moved forward by the size of the gap;
 * one that occurs twice is the first (RFC 5545, Temporal's `compatible`).
 */
export function atLocal(date: LocalDate, time: LocalTime, zone: string): Instant {
  const day = dayOf(dayNumber(date), zone);
  if (day.plain) return day.start + (+time.slice(0, 2) * 60 + +time.slice(3, 5)) * MS_PER_MINUTE;
  return zonedInstant(`${date}T${time}`, zone);
}

/** As `atLocal`, to the millisecond: `clockMs` is the wall clock's milliseconds after midnight. */
export function atLocalClock(date: LocalDate, clockMs: number, zone: string): Instant {
  const day = dayOf(dayNumber(date), zone);
  if (day.plain) return day.start + clockMs;
  return zonedInstant(new Date(dayNumber(date) * MS_PER_DAY + clockMs).toISOString().slice(0, 23), zone);
}

/** What the wall clock shows at this instant: milliseconds after midnight, 0 to 86,399,999. */
export function clockOf(at: Instant, zone: string): number {
  const day = dayAt(at, zone);
  if (day.plain) return at - day.start;
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return ((local.hour * 60 + local.minute) * 60 + local.second) * 1000 + local.millisecond;
}

/** The same wall-clock time `days` civil days later. */
export function plusDays(at: Instant, days: number, zone: string): Instant {
  return atLocalClock(addDays(localDateOf(at, zone), days), clockOf(at, zone), zone);
}

function dayAt(at: Instant, zone: string): Day {
  const kept = zones.get(zone)?.last;
  if (kept && at >= kept.start && at < kept.end) return kept;
  let day = dayOf(Math.floor(at / MS_PER_DAY), zone);
  while (at < day.start) day = dayOf(dayNumber(day.date) - 1, zone);
  while (at >= day.end) day = dayOf(dayNumber(day.date) + 1, zone);
  const keeper = zones.get(zone);
  if (keeper) keeper.last = day;
  return day;
}

function dayOf(number: number, zone: string): Day {
  let keeper = zones.get(zone);
  if (!keeper) {
    keeper = { byNumber: new Map(), last: null };
    zones.set(zone, keeper);
  }
  const kept = keeper.byNumber.get(number);
  if (kept) return kept;
  if (keeper.byNumber.size >= MAX_DAYS_KEPT) keeper.byNumber.clear();
  const date = dateOfNumber(number);
  const start = beginOf(date, zone);
  const end = beginOf(dateOfNumber(number + 1), zone);
  const plain = end - start === MS_PER_DAY && zonedInstant(`${date}T12:00`, zone) === start + MS_PER_DAY / 2;
  const day = { date, start, end, plain };
  keeper.byNumber.set(number, day);
  return day;
}

function beginOf(date: LocalDate, zone: string): Instant {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).startOfDay().epochMilliseconds;
}

function zonedInstant(local: string, zone: string): Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}
