import { describe, expect, it } from 'vitest';
import type { JudgedDebtor, PriorContact, ProposedContact } from './asked.ts';
import { decide } from './decide.ts';
import { countryPresets } from './presets.ts';
import { presetBook } from './rules-of.ts';

const presets = countryPresets();
const debtor: JudgedDebtor = {
  zone: 'America/Santiago',
  optOut: [],
  authorised: null,
  hours: null,
  ceaseRequest: false,
  attorneyRepresented: false,
  callConsentAt: null,
  promiseDate: null,
};
const at = (local: string, offset = '-03:00') => Date.parse(`${local.replace(' ', 'T')}${offset}`);
const asked = (local: string, over: Partial<ProposedContact> = {}): ProposedContact => ({
  at: at(local),
  channel: 'email',
  purpose: 'collection',
  role: 'debtor',
  person: 'debtor',
  debts: ['A'],
  contentFlags: [],
  daysPastDue: null,
  ...over,
});
const contact = (local: string, over: Partial<PriorContact> = {}): PriorContact => ({
  at: at(local),
  channel: 'email',
  direction: 'outbound',
  person: 'debtor',
  role: 'debtor',
  debts: ['A'],
  outcome: 'attempt',
  purpose: 'collection',
  ...over,
});
const inChile = (history: readonly PriorContact[], proposed: ProposedContact, of = debtor) =>
  decide(presetBook(presets, 'CL', null), of, history, proposed, () => false);

describe('a contact that stands queued for later', () => {
  it('is kept apart from as one before it is', () => {
    const decision = inChile([contact('2026-12-03 10:00')], asked('2026-12-02 10:00'));
    expect(decision.blockedBy).toEqual(['CL-SPACING']);
    expect(decision.earliestNextAllowed).toBe(at('2026-12-05 10:00'));
  });

  it('says nothing of a day that is far enough', () => {
    expect(inChile([contact('2026-12-10 10:00')], asked('2026-12-01 10:00')).allowed).toBe(true);
    expect(inChile([contact('2026-12-03 10:00')], asked('2026-12-01 10:00')).allowed).toBe(true);
  });
});

describe('a calendar week', () => {
  it('goes from Monday to Sunday: on Monday another channel is free again', () => {
    const inColombia = (day: string) =>
      decide(
        presetBook(presets, 'CO', null),
        { ...debtor, zone: 'America/Bogota' },
        [contact('2026-12-06 12:00')],
        asked(day, { at: at(day, '-05:00'), channel: 'sms' }),
        () => false,
      );
    // 6 December 2026 is a Sunday: what was said on it belongs to the days before it.
    expect(inColombia('2026-12-05 10:00').blockedBy).toEqual(['CO-1CH-WEEK']);
    expect(inColombia('2026-12-07 10:00').allowed).toBe(true);
  });
});

describe('a person', () => {
  it('is counted apart: what the debtor was told does not silence the guarantor', () => {
    const guarantor = { role: 'guarantor', person: 'g1' };
    expect(inChile([contact('2026-12-01 10:00')], asked('2026-12-01 12:00', guarantor)).allowed).toBe(true);
    expect(inChile([contact('2026-12-01 10:00', guarantor)], asked('2026-12-01 12:00', guarantor)).allowed).toBe(false);
  });
});

describe('a talk on the telephone', () => {
  const unitedStates = (history: readonly PriorContact[], proposed: ProposedContact, of = debtor) =>
    decide(presetBook(presets, 'US', null), { ...of, zone: 'America/New_York' }, history, proposed, () => false);
  const call = { channel: 'call' };

  it('that comes later holds nothing back before it', () => {
    const talk = contact('2026-12-08 12:00', { ...call, outcome: 'conversation' });
    expect(unitedStates([talk], asked('2026-12-01 12:00', call)).allowed).toBe(true);
    expect(unitedStates([talk], asked('2026-12-09 12:00', call)).blockedBy).toEqual(['US-CONV']);
  });

  it('holds back no debt that it was not about, and none for whom agreed to be called', () => {
    const talk = contact('2026-12-01 12:00', { ...call, outcome: 'conversation' });
    expect(unitedStates([talk], asked('2026-12-03 12:00', { ...call, debts: ['B'] })).allowed).toBe(true);
    expect(unitedStates([talk], asked('2026-12-03 12:00', { ...call, debts: ['B', 'A'] })).blockedBy).toEqual(['US-CONV']);
    const agreed = { ...debtor, callConsentAt: at('2026-12-02 09:00') };
    expect(unitedStates([talk], asked('2026-12-03 12:00', call), agreed).allowed).toBe(true);
    expect(
      unitedStates([talk], asked('2026-12-02 08:30', { ...call, at: at('2026-12-02 11:30') }), {
        ...agreed,
        callConsentAt: at('2026-12-02 12:00'),
      }).blockedBy,
    ).toEqual(['US-CONV']);
  });
});

describe('a consent to be called that begins later', () => {
  it('lifts from then on what it lifts: a wait after a talk, and a cap', () => {
    const inMassachusetts = (history: readonly PriorContact[]) =>
      decide(
        presetBook(presets, 'US', 'MA'),
        { ...debtor, zone: 'America/New_York', callConsentAt: at('2026-12-02 12:00') },
        history,
        asked('2026-12-01 13:00', { channel: 'call' }),
        () => false,
      );
    const talk = contact('2026-12-01 12:00', { channel: 'call', outcome: 'conversation' });
    expect(inMassachusetts([talk])).toMatchObject({ blockedBy: ['US-CONV'], earliestNextAllowed: at('2026-12-02 12:00') });
    const seven = Array.from({ length: 7 }, (_, minute) => contact(`2026-12-01 12:0${minute}`, { channel: 'call' }));
    const national = decide(
      presetBook(presets, 'US', null),
      { ...debtor, zone: 'America/New_York', callConsentAt: at('2026-12-02 12:00') },
      seven,
      asked('2026-12-01 13:00', { channel: 'call' }),
      () => false,
    );
    expect(national).toMatchObject({ blockedBy: ['US-7IN7'], earliestNextAllowed: at('2026-12-02 12:00') });
  });
});

describe('own hours', () => {
  const inColombia = (hours: JudgedDebtor['hours'], local: string) =>
    decide(
      presetBook(presets, 'CO', null),
      { ...debtor, zone: 'America/Bogota', hours },
      [],
      asked(local, { at: at(local, '-05:00') }),
      () => false,
    );
  const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };

  it('stand in place of the law’s, wider or narrower', () => {
    const sundays = { windows: { ...closed, sun: [['10:00', '12:00']] as const }, closedOnHolidays: false };
    expect(inColombia(sundays, '2026-12-06 10:00').allowed).toBe(true);
    expect(inColombia(sundays, '2026-12-07 10:00')).toMatchObject({ allowed: false, blockedBy: ['CO-OVERRIDE'] });
    expect(inColombia({ windows: null, closedOnHolidays: false }, '2026-12-06 23:00').allowed).toBe(true);
    expect(inColombia(null, '2026-12-06 10:00').blockedBy).toEqual(['CO-HOURS']);
  });
});

describe('a dated rule', () => {
  it('holds on its dates and not around them, and lifts at the midnight after', () => {
    const cap = presetBook(presets, 'CL', null).rules.find(({ id }) => id === 'CL-REMOTE-WEEK');
    if (!cap) throw new Error('the rule has another name by now');
    const book = { rules: [{ ...cap, validFrom: '2026-12-02', validTo: '2026-12-03' }], exemptions: [], overrides: [] };
    const history = [contact('2026-11-30 10:00'), contact('2026-12-01 10:00')];
    const on = (local: string) => decide(book, debtor, history, asked(local), () => false);
    expect([on('2026-12-01 12:00').allowed, on('2026-12-02 12:00').allowed, on('2026-12-04 00:00').allowed]).toEqual([true, false, true]);
    expect(on('2026-12-02 12:00').earliestNextAllowed).toBe(at('2026-12-04 00:00'));
  });
});
