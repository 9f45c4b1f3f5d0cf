import { clockOf, localDateOf } from './civil.ts';
import { type Instant, type LocalDate, type LocalTime, MS_PER_HOUR, MS_PER_MINUTE } from './instant.ts';

/** The civil date and the time of day, to the minute, that a zone's clock shows at an instant. */
export function localClock(at: Instant, zone: string): { readonly date: LocalDate; readonly time: LocalTime } {
  const clock = clockOf(at, zone);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return { date: localDateOf(at, zone), time: `${two(clock / MS_PER_HOUR)}:${two((clock % MS_PER_HOUR) / MS_PER_MINUTE)}` };
}
