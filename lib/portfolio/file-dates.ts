import { atLocalClock, isLocalDate, startOfDay } from '#lib/base/civil.ts';
import { type Instant, type LocalDate, parseInstant } from '#lib/base/instant.ts';

export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** A date as a file writes it; `clockMs` is its wall clock where it has one, `instant` where it carries its own offset. */
export interface FileDate {
  readonly date: LocalDate;
  readonly clockMs: number | null;
  readonly instant: Instant | null;
}

/** `otherOrder`: the order in which it would be a date, where the declared one is not. */
export type FileDateRead =
  | { readonly ok: true; readonly value: FileDate }
  | { readonly ok: false; readonly reason: string; readonly otherOrder: DateOrder | null };

const SPOKEN = { dmy: 'day/month/year', mdy: 'month/day/year', ymd: 'year/month/day' };
const DATE = /^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:(?:T|,? +)(.+))?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? *([AaPp]\.? ?[Mm]\.?)?$/;

/** Files say the same few dates over and over: 2,466 invoices hold some 700. */
const kept = new Map<string, FileDateRead>();
const MAX_KEPT = 20_000;

/**
 * Reads a date in the declared order, with a time where there is one. A year is written with four digits; a date that
 * begins with its year is read so in every order. Nothing is guessed: 31 in the month's place is refused.
 */
export function readFileDate(text: string, order: DateOrder): FileDateRead {
  const key = `${order} ${text}`;
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= MAX_KEPT) kept.clear();
  const read = readAnew(text, order);
  kept.set(key, read);
  return read;
}

/** The instant of a date in a file: its own, else its wall clock in `zone`, else the start of that local day. */
export function fileInstant(value: FileDate, zone: string): Instant {
  if (value.instant !== null) return value.instant;
  return value.clockMs === null ? startOfDay(value.date, zone) : atLocalClock(value.date, value.clockMs, zone);
}

function readAnew(text: string, order: DateOrder): FileDateRead {
  const instant = parseInstant(text);
  if (instant !== null) return { ok: true, value: { date: text.slice(0, 10), clockMs: null, instant } };
  const parts = DATE.exec(text) ?? COMPACT.exec(text);
  if (!parts) return failed(`"${text}" is not a date`, null);
  const [, a = '', b = '', c = '', time] = parts;
  const clockMs = time === undefined ? null : readClock(time);
  if (clockMs === undefined) return failed(`"${text}" does not end in a time of day`, null);
  const date = inOrder(a, b, c, a.length === 4 ? 'ymd' : order);
  if (date !== null) return { ok: true, value: { date, clockMs, instant: null } };
  const otherOrder = order === 'dmy' ? 'mdy' : 'dmy';
  if (a.length < 4 && c.length === 4 && inOrder(a, b, c, otherOrder) !== null) return swapped(text, order, otherOrder);
  if (a.length < 4 && c.length < 4) return failed(`"${text}": write the year with four digits`, null);
  return failed(`"${text}" is no date of the calendar in the order ${SPOKEN[order]}`, null);
}

function swapped(text: string, order: DateOrder, otherOrder: DateOrder): FileDateRead {
  const month = order === 'dmy' ? text.split(/\D/)[1] : text.split(/\D/)[0];
  const why = order === 'ymd' ? '' : `: ${month} stands where the month should`;
  return failed(
    `"${text}" is no date in the order ${SPOKEN[order]}${why}; if the file writes ${SPOKEN[otherOrder]}, set "dates": "${otherOrder}"`,
    otherOrder,
  );
}

function inOrder(a: string, b: string, c: string, order: DateOrder): LocalDate | null {
  const [year, month, day] = order === 'ymd' ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b];
  if (year.length !== 4 || month.length > 2 || day.length > 2) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isLocalDate(date) ? date : null;
}

/** Milliseconds after midnight; undefined where it is no time of day. */
function readClock(text: string): number | undefined {
  const parts = CLOCK.exec(text);
  if (!parts) return undefined;
  const [, hours = '', minutes = '', seconds = '0', fraction = '', half] = parts;
  const pm = half?.toLowerCase().startsWith('p') ?? false;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (pm ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59 || (half !== undefined && (+hours < 1 || +hours > 12))) return undefined;
  return ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
}

function failed(reason: string, otherOrder: DateOrder | null): FileDateRead {
  return { ok: false, reason, otherOrder };
}
