import { describe, expect, it } from 'vitest';
import { formatInstant, parseInstant } from '#lib/base/instant.ts';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { bogota, standing } from './testing.ts';
import { badGrace, badSpan, badTime, instantOf, takesTime, timeliness, type When } from './when.ts';

const utc = (text: string) => parseInstant(text) ?? Number.NaN;

/** T of a step in some zone that was reached at `arrived`, in UTC; the account is due on 2026-03-15 unless said otherwise. */
function instant(when: When, arrived: string, zone = 'America/Bogota', facts: Partial<Parameters<typeof standing>[0]> = {}) {
  const here = standing({ ...facts, now: utc(arrived), debtor: { zone, ...facts.debtor } });
  const at = instantOf(when, here.arrivedAt, here.facts, here.holidays);
  return at === null ? null : formatInstant(at);
}

describe('now', () => {
  it('is the arrival', () => {
    expect(instant({ kind: 'now' }, '2026-03-01T12:34:56.789Z')).toBe('2026-03-01T12:34:56.789Z');
  });
});

describe('by the due date', () => {
  const dueOn = (dueDate: string | null) => ({ account: { dueDate } });

  it('is that many days from it at that local time, whenever the run arrived', () => {
    expect(instant({ kind: 'due', days: -5, at: '09:00' }, '2026-03-01T00:00:00Z')).toBe('2026-03-10T14:00:00.000Z');
    expect(instant({ kind: 'due', days: 0, at: '00:00' }, '2026-06-01T00:00:00Z')).toBe('2026-03-15T05:00:00.000Z');
    expect(instant({ kind: 'due', days: 20, at: '23:59' }, '2026-03-01T00:00:00Z')).toBe('2026-04-05T04:59:00.000Z');
  });

  it('moves a local time that a clock change skips forward by the size of the gap', () => {
    const gap = { kind: 'due', days: 0, at: '02:30' } as const;
    expect(instant(gap, '2026-03-01T00:00:00Z', 'America/New_York', dueOn('2026-03-08'))).toBe('2026-03-08T07:30:00.000Z');
    expect(instant({ ...gap, at: '00:30' }, '2026-09-01T00:00:00Z', 'America/Santiago', dueOn('2026-09-06'))).toBe(
      '2026-09-06T04:30:00.000Z',
    );
    // Half an hour: Lord Howe Island, whose clocks go from 02:00 to 02:30.
    expect(instant({ ...gap, at: '02:15' }, '2026-10-01T00:00:00Z', 'Australia/Lord_Howe', dueOn('2026-10-04'))).toBe(
      '2026-10-03T15:45:00.000Z',
    );
  });

  it('takes the first of a local time that occurs twice', () => {
    const twice = { kind: 'due', days: 0, at: '01:30' } as const;
    expect(instant(twice, '2026-10-01T00:00:00Z', 'America/New_York', dueOn('2026-11-01'))).toBe('2026-11-01T05:30:00.000Z');
  });

  it('is nowhere without a due date', () => {
    expect(instant({ kind: 'due', days: 0, at: '09:00' }, '2026-03-01T00:00:00Z', 'America/Bogota', dueOn(null))).toBeNull();
  });
});

describe('after the arrival', () => {
  it('counts hours as they pass, also over a clock change', () => {
    expect(instant({ kind: 'after', amount: 24, unit: 'hours' }, '2026-03-07T17:00:00Z', 'America/New_York')).toBe(
      '2026-03-08T17:00:00.000Z',
    );
  });

  it('keeps the local time of day of the arrival over days, to the millisecond, also over a clock change', () => {
    expect(instant({ kind: 'after', amount: 1, unit: 'days' }, '2026-03-07T17:00:00.123Z', 'America/New_York')).toBe(
      '2026-03-08T16:00:00.123Z',
    );
    // 02:30 on the 7th, which the 8th skips: half past three.
    expect(instant({ kind: 'after', amount: 1, unit: 'days' }, '2026-03-07T07:30:00Z', 'America/New_York')).toBe(
      '2026-03-08T07:30:00.000Z',
    );
    // The second 01:30 of 1 November, a day later there is but one.
    expect(instant({ kind: 'after', amount: 1, unit: 'days' }, '2026-11-01T06:30:00Z', 'America/New_York')).toBe(
      '2026-11-02T06:30:00.000Z',
    );
  });

  it('takes the time of day that is given, which may lie before the arrival on the same day', () => {
    const at = (amount: number) => instant({ kind: 'after', amount, unit: 'days', at: '10:00' }, '2026-03-01T20:00:00Z');
    expect([at(0), at(1), at(3)]).toEqual(['2026-03-01T15:00:00.000Z', '2026-03-02T15:00:00.000Z', '2026-03-04T15:00:00.000Z']);
  });

  it('skips weekends over business days', () => {
    const days = (amount: number, arrived: string) => instant({ kind: 'after', amount, unit: 'businessDays' }, arrived);
    // 2026-03-06 is a Friday.
    expect(days(1, '2026-03-06T15:00:00Z')).toBe('2026-03-09T15:00:00.000Z');
    expect(days(5, '2026-03-06T15:00:00Z')).toBe('2026-03-13T15:00:00.000Z');
    expect(days(1, '2026-03-07T15:00:00Z')).toBe('2026-03-09T15:00:00.000Z');
    expect(days(0, '2026-03-07T15:00:00Z')).toBe('2026-03-07T15:00:00.000Z');
    expect(instant({ kind: 'after', amount: 1, unit: 'businessDays', at: '08:00' }, '2026-03-06T15:00:00Z')).toBe(
      '2026-03-09T13:00:00.000Z',
    );
  });

  it('skips the holidays of the debtor’s country, and nobody else’s', () => {
    const holidays = new Map([
      ['CO', new Set(['2026-03-23'])],
      ['MX', new Set(['2026-03-16'])],
    ]);
    const days = (country: string | null, arrived: string) =>
      instant({ kind: 'after', amount: 1, unit: 'businessDays' }, arrived, 'America/Bogota', { holidays, debtor: { country } });
    expect(days('CO', '2026-03-20T15:00:00Z')).toBe('2026-03-24T15:00:00.000Z');
    expect(days('CO', '2026-03-13T15:00:00Z')).toBe('2026-03-16T15:00:00.000Z');
    expect(days('MX', '2026-03-13T15:00:00Z')).toBe('2026-03-17T15:00:00.000Z');
    expect(days(null, '2026-03-20T15:00:00Z')).toBe('2026-03-23T15:00:00.000Z');
  });

  it('counts business days by the local date: late on a Friday in Bogotá it is Saturday in UTC', () => {
    expect(instant({ kind: 'after', amount: 1, unit: 'businessDays' }, '2026-03-07T03:00:00Z')).toBe('2026-03-10T03:00:00.000Z');
  });
});

describe('a step', () => {
  const judged = (now: string, timing: object = {}) =>
    timeliness(
      { when: { kind: 'due', days: 0, at: '09:00' }, ...timing },
      bogota('2026-03-01 00:00'),
      standing({ now: bogota(now) }).facts,
      NO_HOLIDAYS,
    ).kind;

  it('is early before its time and due from it to the end of its local day', () => {
    expect([judged('2026-03-15 08:59:59.999'), judged('2026-03-15 09:00'), judged('2026-03-15 23:59:59.999')]).toEqual([
      'early',
      'due',
      'due',
    ]);
  });

  it('is missed from the next local day on', () => {
    expect(judged('2026-03-16 00:00')).toBe('missed');
  });

  it('has as many days more as its grace', () => {
    expect([judged('2026-03-17 23:59', { graceDays: 2 }), judged('2026-03-18 00:00', { graceDays: 2 })]).toEqual(['due', 'missed']);
  });

  it('is never missed where it is to act, but early all the same', () => {
    expect([judged('2027-01-01 00:00', { ifMissed: 'act' }), judged('2026-03-15 08:00', { ifMissed: 'act' })]).toEqual(['due', 'early']);
    expect(judged('2026-03-16 00:00', { ifMissed: 'skip' })).toBe('missed');
  });

  it('names the last local date on which it may act', () => {
    const { facts } = standing({ now: bogota('2026-03-15 10:00') });
    const late = timeliness({ when: { kind: 'due', days: 0, at: '09:00' }, graceDays: 3 }, 0, facts, NO_HOLIDAYS);
    expect(late).toEqual({ kind: 'due', at: bogota('2026-03-15 09:00'), lastDate: '2026-03-18' });
  });

  it('by a due date that nobody knows is missed, also where it is to act', () => {
    const { facts } = standing({ now: bogota('2026-03-15 10:00'), account: { dueDate: null } });
    const when = { kind: 'due', days: 0, at: '09:00' } as const;
    for (const ifMissed of ['skip', 'act'] as const)
      expect(timeliness({ when, ifMissed }, 0, facts, NO_HOLIDAYS)).toEqual({ kind: 'missed', at: null });
  });
});

describe('the numbers of a when', () => {
  it.each<[When, ReturnType<typeof badTime>]>([
    [{ kind: 'now' }, null],
    [{ kind: 'due', days: -3_650, at: '00:00' }, null],
    [{ kind: 'due', days: 3_651, at: '00:00' }, 'days'],
    [{ kind: 'due', days: 0.5, at: '00:00' }, 'days'],
    [{ kind: 'due', days: 0, at: '24:00' }, 'at'],
    [{ kind: 'due', days: 0, at: '9:00' }, 'at'],
    [{ kind: 'after', amount: 0, unit: 'hours' }, null],
    [{ kind: 'after', amount: 1, unit: 'hours', at: '10:00' }, 'at'],
    [{ kind: 'after', amount: 1, unit: 'days', at: '10:00' }, null],
    [{ kind: 'after', amount: 1.5, unit: 'days' }, 'amount'],
    [{ kind: 'after', amount: -1, unit: 'days' }, 'amount'],
    [{ kind: 'after', amount: 87_600, unit: 'hours' }, null],
    [{ kind: 'after', amount: 87_601, unit: 'hours' }, 'amount'],
    [{ kind: 'after', amount: 3_651, unit: 'businessDays' }, 'amount'],
    [{ kind: 'after', amount: 1, unit: 'days', at: '25:00' }, 'at'],
  ])('%j: wrong at %s', (when, wrong) => {
    expect(badTime(when)).toBe(wrong);
  });

  it('take time only where they count from the arrival', () => {
    const takes: When[] = [
      { kind: 'now' },
      { kind: 'due', days: 9, at: '09:00' },
      { kind: 'after', amount: 0, unit: 'days' },
      { kind: 'after', amount: 1, unit: 'hours' },
    ];
    expect(takes.map(takesTime)).toEqual([false, false, false, true]);
  });

  it('of grace are whole and not negative', () => {
    const grace = (graceDays?: number) => badGrace({ when: { kind: 'now' }, graceDays });
    expect([grace(), grace(0), grace(3_650), grace(-1), grace(0.5), grace(3_651)]).toEqual([false, false, false, true, true, true]);
  });

  it('of a span are whole and not negative', () => {
    expect([
      badSpan({ amount: 0, unit: 'days' }),
      badSpan({ amount: Number.NaN, unit: 'days' }),
      badSpan({ amount: 3_651, unit: 'days' }),
    ]).toEqual([false, true, true]);
  });
});
