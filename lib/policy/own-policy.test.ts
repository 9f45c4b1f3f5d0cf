import { describe, expect, it } from 'vitest';
import { NO_OWN_POLICY, type OwnPolicy, ownPolicyProblems, readOwnPolicy, withOwnPolicy } from './own-policy.ts';
import { countryPresets } from './presets.ts';
import type { Rule } from './rule.ts';
import { presetBook, presetRules } from './rules-of.ts';

const presets = countryPresets();
const colombia = presetRules(presets, presets.countries.find(({ code }) => code === 'CO') ?? null, null);
const mexico = presetRules(presets, presets.countries.find(({ code }) => code === 'MX') ?? null, null);
const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };

function own(value: unknown): OwnPolicy {
  const read = readOwnPolicy(value);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

function ruleOf(known: readonly Rule[], id: string, policy: OwnPolicy): Rule | undefined {
  return withOwnPolicy(known, presetBook(presets, 'CO', null), policy).rules.find((rule) => rule.id === id);
}

describe('a workspace’s own policy', () => {
  it('without a word leaves the preset as it is', () => {
    expect(withOwnPolicy(colombia, presetBook(presets, 'CO', null), NO_OWN_POLICY)).toEqual(presetBook(presets, 'CO', null));
  });

  it('makes a cap, a window and a wait stricter, and switches on what its preset only knows', () => {
    expect(ruleOf(colombia, 'CO-DAY', own({ tighten: [{ rule: 'CO-DAY', max: 0 }] }))).toMatchObject({ max: 0 });
    const mornings = { ...closed, mon: [['06:00', '12:00']], sat: [['09:00', '18:00']] };
    expect(ruleOf(colombia, 'CO-HOURS', own({ tighten: [{ rule: 'CO-HOURS', windows: mornings }] }))).toMatchObject({
      windows: { ...closed, mon: [['07:00', '12:00']], sat: [['09:00', '15:00']] },
    });
    expect(ruleOf(mexico, 'MX-HOURS-WEEKDAYS', NO_OWN_POLICY)).toBeUndefined();
    expect(ruleOf(mexico, 'MX-HOURS-WEEKDAYS', own({ tighten: [{ rule: 'MX-HOURS-WEEKDAYS', enforce: true }] }))).toBeDefined();
  });

  it('cannot loosen anything, and is told where it tries to', () => {
    const looser = own({
      tighten: [
        { rule: 'CO-DAY', max: 3 },
        { rule: 'CO-HOURS', windows: { ...closed, sun: [['10:00', '12:00']] } },
      ],
    });
    expect(ruleOf(colombia, 'CO-DAY', looser)).toMatchObject({ max: 1 });
    expect(ruleOf(colombia, 'CO-HOURS', looser)).toMatchObject({ windows: { sun: [] } });
    expect(ownPolicyProblems(colombia, looser).map(({ path }) => path)).toEqual(['$.tighten[0].max', '$.tighten[1].windows']);
  });

  it('is told of a rule that there is not, a setting that the rule does not have, and a name that is taken', () => {
    const wrong = own({
      tighten: [{ rule: 'XX-NONE' }, { rule: 'CO-DAY', minDays: 2 }],
      rules: { caps: [{ id: 'CO-DAY', channels: '*', per: 'week', max: 2 }] },
    });
    expect(ownPolicyProblems(colombia, wrong).map(({ path }) => path)).toEqual(['$.tighten[0].rule', '$.tighten[1].minDays', '$.rules']);
  });

  it('that waits longer after a contact than contacts are looked back at is refused, since nobody would keep it', () => {
    const rules = {
      spacing: [{ id: 'S', channels: '*', minDays: 32 }],
      afterEvent: [
        { id: 'TALK', channels: '*', event: 'conversation', days: 60 },
        { id: 'PAID', channels: '*', event: 'payment', days: 60 },
      ],
    };
    expect(ownPolicyProblems(colombia, own({ rules })).map(({ path, fault }) => `${path} ${fault}`)).toEqual([
      '$.rules.spacing[0].minDays tooLong',
      '$.rules.afterEvent[0].days tooLong',
    ]);
    expect(ownPolicyProblems(colombia, own({ rules: { spacing: [{ id: 'S', channels: '*', minDays: 31 }] } }))).toEqual([]);
  });

  it('adds house rules, with dates from which they hold', () => {
    const house = own({ rules: { caps: [{ id: 'HOUSE-WEEK', channels: ['sms'], per: 'week', max: 2, validFrom: '2026-12-01' }] } });
    expect(ruleOf(colombia, 'HOUSE-WEEK', house)).toMatchObject({ kind: 'cap', basis: 'house', validFrom: '2026-12-01' });
  });

  it('that cannot be read is refused with its place', () => {
    expect(readOwnPolicy({ tighten: [{ rule: 'CO-DAY', enforce: false }], colour: 1 })).toMatchObject({ ok: false });
    const read = readOwnPolicy({ rules: { hours: [{ id: 'H', channels: '*', windows: { ...closed, mon: [['18:00', '09:00']] } }] } });
    expect(read).toMatchObject({ ok: false, problems: [{ path: '$.rules.hours[0].windows.mon[0]' }] });
  });

  it('says of each place what is at fault by a name that every language has a sentence for', () => {
    const faults = (rules: object, more: object = {}) => {
      const read = readOwnPolicy({ rules, ...more });
      return read.ok ? [] : read.problems.map(({ path, fault }) => `${path} ${fault}`);
    };
    const cap = { id: 'H', channels: '*', per: 'day', max: 1 };
    expect(faults({ caps: [{ ...cap, max: -1 }] })).toEqual(['$.rules.caps[0].max number']);
    expect(faults({ caps: [{ ...cap, max: 1.5 }] })).toEqual(['$.rules.caps[0].max number']);
    expect(faults({ caps: [{ ...cap, max: '1' }] })).toEqual(['$.rules.caps[0].max number']);
    expect(faults({ caps: [{ ...cap, per: 'year' }] })).toEqual(['$.rules.caps[0].per choice']);
    expect(faults({ caps: [{ ...cap, id: 'a b' }] })).toEqual(['$.rules.caps[0].id id']);
    expect(faults({ caps: [{ ...cap, validFrom: '2026-02-30' }] })).toEqual(['$.rules.caps[0].validFrom date']);
    expect(faults({ hours: [{ id: 'H', channels: '*', windows: { ...closed, mon: [['09:61', '10:00']] } }] })).toEqual([
      '$.rules.hours[0].windows.mon[0][0] time',
    ]);
    expect(faults({ hours: [{ id: 'H', channels: '*', windows: { ...closed, mon: [['18:00', '09:00']] } }] })).toEqual([
      '$.rules.hours[0].windows.mon[0] window',
    ]);
    expect(faults({ caps: 1 })).toEqual(['$.rules.caps shape']);
    expect(faults({}, { colour: 1 })).toEqual(['$ unknownKey']);
    expect(faults({}, { holidays: { add: ['soon'], remove: ['2026-02-30'] } })).toEqual([
      '$.holidays.add[0] date',
      '$.holidays.remove[0] date',
    ]);
  });
});
