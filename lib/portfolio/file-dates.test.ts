import { describe, expect, it } from 'vitest';
import { formatInstant } from '#lib/base/instant.ts';
import { type DateOrder, fileInstant, readFileDate } from './file-dates.ts';

const date = (text: string, order: DateOrder) => {
  const read = readFileDate(text, order);
  return read.ok ? read.value.date : read.reason;
};
const instant = (text: string, zone = 'America/Bogota', order: DateOrder = 'mdy') => {
  const read = readFileDate(text, order);
  return read.ok ? formatInstant(fileInstant(read.value, zone)) : read.reason;
};

describe('dates in files', () => {
  it('are read in the declared order, with any usual sign between', () => {
    expect([date('1/2/2013', 'mdy'), date('1/2/2013', 'dmy'), date('2013/2/1', 'ymd')]).toEqual(['2013-01-02', '2013-02-01', '2013-02-01']);
    expect([date('31-12-2013', 'dmy'), date('31.12.2013', 'dmy'), date('31 12 2013', 'dmy')]).toEqual(Array(3).fill('2013-12-31'));
    expect([date('20130201', 'ymd'), date('20130201', 'dmy')]).toEqual(['2013-02-01', '2013-02-01']);
  });

  it('that begin with their year are read so in every order', () => {
    expect([date('2013-02-01', 'dmy'), date('2013-02-01', 'mdy')]).toEqual(['2013-02-01', '2013-02-01']);
  });

  it('in another order than declared are refused and the order is named', () => {
    expect(readFileDate('1/31/2013', 'dmy')).toEqual({
      ok: false,
      otherOrder: 'mdy',
      reason:
        '"1/31/2013" is no date in the order day/month/year: 31 stands where the month should; if the file writes month/day/year, set "dates": "mdy"',
    });
    expect(readFileDate('31/1/2013', 'mdy')).toMatchObject({ ok: false, otherOrder: 'dmy' });
    expect(readFileDate('31/1/2013', 'ymd')).toMatchObject({ ok: false, otherOrder: 'dmy' });
  });

  it('that are none are refused', () => {
    expect(date('30/2/2013', 'dmy')).toBe('"30/2/2013" is no date of the calendar in the order day/month/year');
    expect(date('1/2/13', 'dmy')).toBe('"1/2/13": write the year with four digits');
    expect(date('soon', 'dmy')).toBe('"soon" is not a date');
    expect(date('41275', 'dmy')).toBe('"41275" is not a date');
    expect(date('1/2/2013 25:00', 'dmy')).toBe('"1/2/2013 25:00" does not end in a time of day');
  });

  it('without a time are the start of that local day, also where a clock change skips midnight', () => {
    expect(instant('1/15/2013')).toBe('2013-01-15T05:00:00.000Z');
    expect(instant('9/6/2026', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
  });

  it('with a time are that wall clock in the zone, or the instant that their offset says', () => {
    expect(instant('9/14/2016 19:31')).toBe('2016-09-15T00:31:00.000Z');
    expect(instant('9/14/2016 7:31:05 PM')).toBe('2016-09-15T00:31:05.000Z');
    expect(instant('9/14/2016 12:05 a.m.')).toBe('2016-09-14T05:05:00.000Z');
    expect(instant('2016-09-14T19:31:00.250')).toBe('2016-09-15T00:31:00.250Z');
    expect(instant('2016-09-14T19:31:00Z')).toBe('2016-09-14T19:31:00.000Z');
    expect(instant('3/8/2026 2:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
  });
});
