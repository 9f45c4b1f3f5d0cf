import type { LocalDate } from '#lib/base/instant.ts';

/** Which civil dates are public holidays, by country code. Made on the server; plain text, so that it travels. */
export type HolidayTable = ReadonlyMap<string, ReadonlySet<LocalDate>>;

/** No holidays anywhere: only weekends are skipped. */
export const NO_HOLIDAYS: HolidayTable = new Map();

/** True where `date` is a public holiday of the country; an unknown or null country has none. */
export function isHoliday(table: HolidayTable, country: string | null, date: LocalDate): boolean {
  return country !== null && (table.get(country)?.has(date) ?? false);
}
