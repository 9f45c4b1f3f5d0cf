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
