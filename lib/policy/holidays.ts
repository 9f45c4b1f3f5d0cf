import type { LocalDate } from '#lib/base/instant.ts';

/**
 * Which civil dates are public holidays, by country code (`CO`) or country and subdivision (`BR-SP`: all of that state, the
 * country's included). Made on the server; plain text, so that it travels.
 */
export type HolidayTable = ReadonlyMap<string, ReadonlySet<LocalDate>>;

/** No holidays anywhere: only weekends are skipped. */
export const NO_HOLIDAYS: HolidayTable = new Map();

/** True where `date` is a public holiday of the subdivision, or of the country where nothing is known of it; an unknown or null country has none. */
export function isHoliday(table: HolidayTable, country: string | null, subdivision: string | null, date: LocalDate): boolean {
  if (country === null) return false;
  const days = (subdivision === null ? undefined : table.get(`${country}-${subdivision}`)) ?? table.get(country);
  return days?.has(date) ?? false;
}

/** Days that a workspace adds and takes away, in every country. */
export interface OwnHolidays {
  readonly add: readonly LocalDate[];
  readonly remove: readonly LocalDate[];
}

/** The same holidays with a workspace's own days, which hold in every country. */
export function withOwnHolidays(table: HolidayTable, own: OwnHolidays): HolidayTable {
  return own.add.length + own.remove.length === 0 ? table : new OwnTable(table, own);
}

class OwnTable extends Map<string, ReadonlySet<LocalDate>> {
  readonly #table: HolidayTable;
  readonly #own: OwnHolidays;

  constructor(table: HolidayTable, own: OwnHolidays) {
    super();
    this.#table = table;
    this.#own = own;
  }

  override get(place: string): ReadonlySet<LocalDate> | undefined {
    const kept = super.get(place);
    if (kept) return kept;
    const days = this.#table.get(place);
    // A subdivision of which nothing is known is answered by its country.
    if (days === undefined && place.length > 2) return undefined;
    const made = new OwnDays(days ?? new Set(), this.#own);
    this.set(place, made);
    return made;
  }
}

class OwnDays extends Set<LocalDate> {
  readonly #days: ReadonlySet<LocalDate>;
  readonly #own: OwnHolidays;

  constructor(days: ReadonlySet<LocalDate>, own: OwnHolidays) {
    super();
    this.#days = days;
    this.#own = own;
  }

  override has(date: LocalDate): boolean {
    if (this.#own.remove.includes(date)) return false;
    return this.#own.add.includes(date) || this.#days.has(date);
  }
}
