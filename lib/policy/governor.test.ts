import { describe, expect, it } from 'vitest';
import { bookOf } from './book-of.ts';
import { governor } from './governor.ts';
import { NO_OWN_POLICY } from './own-policy.ts';
import { ruleLists } from './preset.ts';
import { countryPresets } from './presets.ts';
import type { AskedContact, JudgedPerson } from './verdict.ts';

/** A workspace of Colombia on 8 December 2026, which is a holiday there and, in this table, in no other country. */
const policy = governor({
  country: 'CO',
  topicDays: 3,
  bookOf: bookOf(countryPresets(), 'CO', NO_OWN_POLICY),
  holidays: new Map([
    ['CO', new Set(['2026-12-08'])],
    ['BR', new Set(['2026-12-10'])],
    ['BR-RJ', new Set(['2026-12-09'])],
  ]),
});
const person: JudgedPerson = {
  country: 'CL',
  subdivision: null,
  zone: 'America/Santiago',
  consent: {},
  hoursOverride: null,
  ceaseRequest: null,
  attorneyRepresented: null,
  callConsentAt: null,
};
const verdict = (who: Partial<JudgedPerson>, asked: Partial<AskedContact> = {}) =>
  policy.judge({
    channel: 'email',
    at: Date.parse('2026-12-08T15:00Z'),
    history: [],
    accounts: [],
    debts: ['a1'],
    daysPastDue: 1,
    promiseDate: null,
    person: { ...person, ...who },
    ...asked,
  });

describe('the policy of a workspace', () => {
  it('closes on the holidays of the debtor’s own country, not on those of the workspace’s', () => {
    expect(verdict({}).kind).toBe('allow');
    expect(verdict({ country: 'CO', zone: 'America/Bogota' })).toMatchObject({ kind: 'defer', rule: 'CO-HOURS' });
    expect(verdict({ country: null, zone: 'America/Bogota' })).toMatchObject({ kind: 'defer', rule: 'CO-HOURS' });
  });

  it('never lets words leave that do what the debtor’s own country forbids', () => {
    expect(verdict({}, { contentFlags: ['judicial-appearance'] })).toEqual({ kind: 'deny', rule: 'CL-JUDICIAL' });
    expect(verdict({}, { contentFlags: ['asks-reason-for-default'] })).toEqual({ kind: 'allow' });
  });

  it('closes in a state on its own holidays, and in another on those of the country', () => {
    const brazil = { country: 'BR', zone: 'America/Sao_Paulo' };
    const on = (day: string) => ({ at: Date.parse(`${day}T15:00Z`) });
    expect(verdict({ ...brazil, subdivision: 'RJ' }, on('2026-12-09'))).toMatchObject({ kind: 'defer', rule: 'BR-RJ-HOURS' });
    expect(verdict({ ...brazil, subdivision: 'SP' }, on('2026-12-09')).kind).toBe('allow');
    expect(verdict({ ...brazil, subdivision: 'SP' }, on('2026-12-10'))).toMatchObject({ kind: 'defer', rule: 'BR-SP-HOURS' });
  });

  it('takes a subdivision that is named as what every object has for one of which nothing is known', () => {
    for (const subdivision of ['__proto__', 'constructor', 'toString'])
      expect(verdict({ country: 'BR', zone: 'America/Sao_Paulo', subdivision }, { at: Date.parse('2026-12-10T15:00Z') })).toMatchObject({
        rule: 'BR-HOURS',
      });
  });

  it('waits after a payment or a dispute as a house rule says, of any account or of that which the contact is about', () => {
    const at = Date.parse('2026-12-08T15:00Z');
    const lists = ruleLists.parse({
      afterEvent: [
        { id: 'PAID', channels: '*', event: 'payment', days: 3 },
        { id: 'ARGUED', channels: ['email'], event: 'dispute', days: 2, scope: 'debt' },
      ],
      spacing: [{ id: 'APART', channels: '*', minDays: 1 }],
      caps: [{ id: 'ONCE', channels: '*', per: 'day', max: 1 }],
    });
    const own = governor({
      country: null,
      topicDays: 3,
      bookOf: bookOf(countryPresets(), null, { ...NO_OWN_POLICY, rules: lists }),
      holidays: new Map(),
    });
    const account = { lastPaymentAt: null, disputedAt: null };
    const asked = (accounts: AskedContact['accounts'], channel = 'email') =>
      own.judge({ channel, at, history: [], accounts, debts: ['a1'], daysPastDue: 1, promiseDate: null, person });
    const hours = (count: number) => at - count * 3_600_000;
    expect(asked([{ id: 'a1', ...account }])).toEqual({ kind: 'allow' });
    expect(asked([{ id: 'a2', ...account, lastPaymentAt: hours(1) }])).toEqual({ kind: 'defer', rule: 'PAID', until: hours(1 - 72) });
    expect(asked([{ id: 'a1', ...account, lastPaymentAt: hours(73) }])).toEqual({ kind: 'allow' });
    expect(asked([{ id: 'a1', ...account, disputedAt: hours(1) }])).toEqual({ kind: 'defer', rule: 'ARGUED', until: hours(1 - 48) });
    expect(asked([{ id: 'a1', ...account, disputedAt: hours(1) }], 'sms')).toEqual({ kind: 'allow' });
    expect(asked([{ id: 'a2', ...account, disputedAt: hours(1) }])).toEqual({ kind: 'allow' });
  });

  it('takes what somebody said of voice messages for calls as well, and consent of calls not for texts', () => {
    expect(verdict({ consent: { voice: 'denied' } }, { channel: 'voice' })).toEqual({ kind: 'deny', rule: 'GLOBAL-OPTOUT' });
    expect(verdict({ consent: { voice: 'denied' } }, { channel: 'call' })).toEqual({ kind: 'deny', rule: 'GLOBAL-OPTOUT' });
    expect(verdict({ consent: { voice: 'denied' } }).kind).toBe('allow');
    const colombian = { country: 'CO', zone: 'America/Bogota', consent: { voice: 'granted' as const } };
    const workday = { at: Date.parse('2026-12-09T15:00Z') };
    expect(verdict(colombian, { ...workday, channel: 'call' }).kind).toBe('allow');
    expect(verdict(colombian, workday)).toEqual({ kind: 'deny', rule: 'CO-CONSENT' });
  });
});
