import { describe, expect, it } from 'vitest';
import { atLocal, clockOf, daysBetween, isLocalDate, isZone, localDateOf, nextDayStart, plusDays, startOfDay, weekdayOf } from './civil.ts';
import { formatInstant, parseInstant } from './instant.ts';

const at = (text: string) => parseInstant(text) ?? Number.NaN;

describe('civil time', () => {
  it('moves a local time that a clock change skips forward by the gap', () => {
    expect(formatInstant(atLocal('2026-03-08', '02:30', 'America/New_York'))).toBe('2026-03-08T07:30:00.000Z');
  });

  it('takes the first of a local time that occurs twice', () => {
    expect(formatInstant(atLocal('2026-11-01', '01:30', 'America/New_York'))).toBe('2026-11-01T05:30:00.000Z');
  });

  it('begins a day after midnight where the clock change skips midnight', () => {
    expect(formatInstant(startOfDay('2026-09-06', 'America/Santiago'))).toBe('2026-09-06T04:00:00.000Z');
    expect(localDateOf(at('2026-09-06T03:59:00Z'), 'America/Santiago')).toBe('2026-09-05');
    expect(clockOf(at('2026-09-06T04:00:00Z'), 'America/Santiago')).toBe(3_600_000);
  });

  it('knows the civil date on both sides of midnight, east and west', () => {
    expect(localDateOf(at('2026-03-01T04:59:59Z'), 'America/Bogota')).toBe('2026-02-28');
    expect(localDateOf(at('2026-03-01T05:00:00Z'), 'America/Bogota')).toBe('2026-03-01');
    expect(localDateOf(at('2026-03-01T15:00:00Z'), 'Pacific/Auckland')).toBe('2026-03-02');
    expect(formatInstant(nextDayStart(at('2026-03-01T05:00:00Z'), 'America/Bogota'))).toBe('2026-03-02T05:00:00.000Z');
  });

  it('keeps the wall clock when days are added across a clock change', () => {
    expect(formatInstant(plusDays(at('2026-03-07T15:00:00Z'), 1, 'America/New_York'))).toBe('2026-03-08T14:00:00.000Z');
  });

  it('counts civil days and weekdays and refuses dates that do not exist', () => {
    expect(daysBetween('2026-02-27', '2026-03-01')).toBe(2);
    expect(weekdayOf('2026-03-15')).toBe(7);
    expect([isLocalDate('2026-02-30'), isLocalDate('2024-02-29'), isLocalDate('2026-3-1')]).toEqual([false, true, false]);
  });

  it('does not take a zone for known because it was asked about before', () => {
    expect(() => startOfDay('2026-01-01', 'America/Macondo')).toThrow(RangeError);
    expect(isZone('America/Macondo')).toBe(false);
  });

  it('knows zones by their IANA names only, and the last day that a date can name', () => {
    expect([isZone('America/Bogota'), isZone('America/Macondo'), isZone('+05:30'), isZone('-05')]).toEqual([true, false, false, false]);
    expect(formatInstant(startOfDay('9999-12-31', 'UTC'))).toBe('9999-12-31T00:00:00.000Z');
  });
});
