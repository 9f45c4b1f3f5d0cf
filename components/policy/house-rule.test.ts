import { describe, expect, it } from 'vitest';
import { NO_OWN_POLICY } from '#lib/policy/own-policy.ts';
import { rulesOf } from '#lib/policy/rules-of.ts';
import { type HouseRuleDraft, NEW_HOUSE_RULE, withHouseRule, withoutHouseRule } from './house-rule.ts';

const made = (draft: Partial<HouseRuleDraft>, own = NO_OWN_POLICY) => withHouseRule(own, { ...NEW_HOUSE_RULE, ...draft });
const faultOf = (draft: Partial<HouseRuleDraft>) => {
  const read = made(draft);
  return read.ok ? null : [read.fault, read.day];
};
const week = NEW_HOUSE_RULE.week;

describe('a rule of the house', () => {
  it('has hours of its own for each weekday, in spans that are put in order, and an end of the day', () => {
    const hours = {
      ...week,
      tue: [
        ['14:00', '18:00'],
        ['08:00', '12:00'],
      ] as const,
      sat: [] as const,
      sun: [['20:00', '23:59']] as const,
    };
    const read = made({ kind: 'hours', channel: 'call', week: hours, closedOnHolidays: false });
    expect(read.ok && read.own.rules.hours).toMatchObject([
      {
        channels: ['call'],
        closedOnHolidays: false,
        windows: {
          mon: [['08:00', '18:00']],
          tue: [
            ['08:00', '12:00'],
            ['14:00', '18:00'],
          ],
          sat: [],
          sun: [['20:00', '24:00']],
        },
      },
    ]);
  });

  it('leaves out what failed and the days after a consent, where its kind can', () => {
    const exempting = { leavesOutFailed: true, consentDays: '7' };
    const cap = made({ kind: 'cap', number: '2', per: 'week', ...exempting });
    expect(cap.ok && cap.own.rules.caps[0]?.exempt).toEqual({ outcomes: ['not_connected'], roles: [], priorConsentDays: 7 });
    const wait = made({ kind: 'afterEvent', ...exempting });
    expect(wait.ok && wait.own.rules.afterEvent[0]?.exempt).toEqual({ outcomes: [], roles: [], priorConsentDays: 7 });
    const spacing = made({ kind: 'spacing', ...exempting });
    expect(spacing.ok && spacing.own.rules.spacing[0]).not.toHaveProperty('exempt');
  });

  it.each<[string, Partial<HouseRuleDraft>, unknown]>([
    ['a number that is none', { number: '-1' }, ['number', undefined]],
    ['a number with a comma', { number: '1,5' }, ['number', undefined]],
    ['no number', { number: '' }, ['number', undefined]],
    ['an exemption of no days', { consentDays: '0' }, ['consentDays', undefined]],
    ['hours that end before they begin', { kind: 'hours', week: { ...week, thu: [['18:00', '08:00']] } }, ['hours', 'thu']],
    ['a span without its second time', { kind: 'hours', week: { ...week, mon: [['08:00', '']] } }, ['hours', 'mon']],
    [
      'spans that overlap',
      {
        kind: 'hours',
        week: {
          ...week,
          fri: [
            ['08:00', '12:00'],
            ['11:00', '15:00'],
          ],
        },
      },
      ['overlap', 'fri'],
    ],
    ['dates the wrong way round', { validFrom: '2026-12-02', validTo: '2026-12-01' }, ['dates', undefined]],
    ['a date that there is not', { validFrom: '2026-02-30' }, ['shape', undefined]],
  ])('is refused with %s', (_, draft, fault) => expect(faultOf(draft)).toEqual(fault));

  it('of one channel a week is there once, and each is taken away by its name', () => {
    const one = made({ kind: 'singleChannel' });
    if (!one.ok) throw new Error(one.fault);
    expect(made({ kind: 'singleChannel' }, one.own)).toMatchObject({ ok: false, fault: 'singleTaken' });
    const two = made({ kind: 'spacing', number: '2' }, one.own);
    if (!two.ok) throw new Error(two.fault);
    expect(rulesOf(two.own.rules).map(({ id }) => id)).toEqual(['HOUSE-2', 'HOUSE-1']);
    expect(rulesOf(withoutHouseRule(two.own, 'HOUSE-1').rules).map(({ id }) => id)).toEqual(['HOUSE-2']);
  });
});
