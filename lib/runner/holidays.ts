import type { LocalDate } from '#lib/base/instant.ts';
import type { Program } from '#lib/interpreter/compile.ts';
import { type HolidayTable, NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import presets from '#lib/policy/presets/policies.json' with { type: 'json' };

/*
 * Public holidays come from `date-holidays` (data CC BY-SA 3.0, see fixtures/public/NOTICES.md), 12 MB that are read once
 * and only when somebody asks, corrected by the country presets. What a preset says in prose alone cannot be applied:
 * `proseAbout` lists it. A place is a country (`BR`) or a country and its subdivision (`BR-SP`); a subdivision that the library does
 * not know has its country's.
 */

/** What a preset says about its country's holidays, as far as a machine can read it. */
interface Calendar {
  /** By year: all the holidays of that year, in place of the library's. */
  readonly overrides: Readonly<Record<string, readonly LocalDate[]>>;
  readonly add: readonly LocalDate[];
  readonly remove: readonly LocalDate[];
  readonly prose: readonly string[];
}

type Library = (place: string, year: number) => readonly LocalDate[];

const NO_CALENDAR: Calendar = { overrides: {}, add: [], remove: [], prose: [] };
const calendars = new Map(presets.countries.map(({ code, holidayCalendar }) => [code, readCalendar(holidayCalendar)]));

let library: Promise<Library> | null = null;
/** By country and year. A year is worked out in about 1.5 ms. */
const known = new Map<string, ReadonlySet<LocalDate>>();

/**
 * The public holidays of every country and year, each year worked out when it is first asked for. Dates are civil ones of
 * the country. A country that nobody knows has none.
 */
export async function publicHolidays(): Promise<HolidayTable> {
  const days = await openLibrary();
  return new OpenTable((place, year) => yearOf(days, place, year));
}

/** The public holidays where one of the programs counts business days; else none, and the library is not read. */
export async function holidaysFor(programs: readonly Pick<Program, 'usesHolidays'>[]): Promise<HolidayTable> {
  return programs.some((program) => program.usesHolidays) ? publicHolidays() : NO_HOLIDAYS;
}

/** The same as a plain table of some countries and years, to be sent elsewhere. */
export async function holidayTable(countries: readonly string[], years: readonly number[]): Promise<HolidayTable> {
  const days = await openLibrary();
  return new Map(countries.map((country) => [country, new Set(years.flatMap((year) => [...yearOf(days, country, year)]))]));
}

/** What the country's preset says about its holidays in words alone, and so is not applied. */
export function proseAbout(country: string): readonly string[] {
  return calendars.get(country)?.prose ?? [];
}

function openLibrary(): Promise<Library> {
  library ??= import('date-holidays').then(({ default: Holidays }) => (place, year) => {
    const [country = '', subdivision] = placeOf(place);
    const there =
      subdivision === undefined ? new Holidays(country, { types: ['public'] }) : new Holidays(country, subdivision, { types: ['public'] });
    // `date` is the local date and time at which it begins; a half day counts as the day.
    return there.getHolidays(year).map(({ date }) => date.slice(0, 10));
  });
  return library;
}

/** `BR-SP` is São Paulo in Brazil. */
function placeOf(place: string): readonly string[] {
  return [place.slice(0, 2), ...(place.length > 3 ? [place.slice(3)] : [])];
}

function yearOf(days: Library, place: string, year: number): ReadonlySet<LocalDate> {
  const key = `${place} ${year}`;
  const kept = known.get(key);
  if (kept) return kept;
  const { overrides, add, remove } = calendars.get(place.slice(0, 2)) ?? NO_CALENDAR;
  const listed = overrides[year] ?? [...days(place, year), ...add.filter((date) => date.startsWith(`${year}-`))];
  const dates = new Set(listed.filter((date) => !remove.includes(date)));
  known.set(key, dates);
  return dates;
}

/** Entries that are dates are applied; an override of a year is its whole list. */
function readCalendar(stated: Readonly<Record<string, unknown>>): Calendar {
  const [add, remove] = [listOf(stated.add), listOf(stated.remove)];
  const words = [stated.note, stated.move].filter((text) => typeof text === 'string');
  return {
    overrides: yearsOf(stated.overrides),
    add: add.filter(isDate),
    remove: remove.filter(isDate),
    prose: [...words, ...[...add, ...remove].filter((entry) => !isDate(entry))],
  };
}

function yearsOf(stated: unknown): Calendar['overrides'] {
  if (typeof stated !== 'object' || stated === null) return {};
  return Object.fromEntries(Object.entries(stated).map(([year, dates]) => [year, listOf(dates).filter(isDate)]));
}

function listOf(stated: unknown): readonly string[] {
  return Array.isArray(stated) ? stated.filter((entry) => typeof entry === 'string') : [];
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

type YearOf = (place: string, year: number) => ReadonlySet<LocalDate>;

/** Every place is in it, each with a set of dates that grows by the years that are asked for. */
class OpenTable extends Map<string, ReadonlySet<LocalDate>> {
  readonly #yearOf: YearOf;

  constructor(of: YearOf) {
    super();
    this.#yearOf = of;
  }

  override get(place: string): ReadonlySet<LocalDate> {
    const dates = super.get(place) ?? new OpenDates(place, this.#yearOf);
    this.set(place, dates);
    return dates;
  }
}

class OpenDates extends Set<LocalDate> {
  readonly #place: string;
  readonly #yearOf: YearOf;

  constructor(place: string, of: YearOf) {
    super();
    this.#place = place;
    this.#yearOf = of;
  }

  override has(date: LocalDate): boolean {
    return this.#yearOf(this.#place, Number(date.slice(0, 4))).has(date);
  }
}
