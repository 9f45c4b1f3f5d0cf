import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfNumber } from '#lib/base/civil.ts';
import { type Instant, MS_PER_DAY, MS_PER_MINUTE } from '#lib/base/instant.ts';
import { PATIENCE, QUICK_RUNS, quick, RUNS, thorough } from '#lib/testing/thorough.ts';
import type { JudgedDebtor, PriorContact, ProposedContact } from './asked.ts';
import { bookOf } from './book-of.ts';
import { type Decision, decide } from './decide.ts';
import { type HolidayTable, isHoliday, withOwnHolidays } from './holidays.ts';
import { readOwnHours } from './own-hours.ts';
import { countryPresets } from './presets.ts';
import { POLICY_CHANNELS } from './rule.ts';
import { anyOwnPolicy } from './testing/any-own-policy.ts';
import { type NaiveContact, naiveObjections } from './testing/naive.ts';

const presets = countryPresets();
/** Two weeks around the clock changes of Santiago (5 September 2027) and New York (7 November 2027), and one without any. */
const STARTS = ['2027-09-01T00:00Z', '2027-11-03T00:00Z', '2026-11-27T00:00Z'].map((text) => Date.parse(text));
const SPAN_DAYS = 14;
const DATES = STARTS.flatMap((start) => [3, 6, 8].map((day) => dateOfNumber(start / MS_PER_DAY + day)));

const places = presets.countries.flatMap(({ code, timezones, subdivisions }) =>
  [null, ...Object.keys(subdivisions)].flatMap((subdivision) => timezones.slice(0, 2).map((zone) => ({ code, subdivision, zone }))),
);
const place = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...places) },
  { weight: 1, arbitrary: fc.constantFrom(...places.filter(({ code }) => code === 'US' || code === 'CO')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { code: null, subdivision: null, zone: 'America/Havana' },
      { code: 'NZ', subdivision: null, zone: 'Pacific/Auckland' },
    ),
  },
);
const channel = fc.constantFrom(...POLICY_CHANNELS.slice(0, 8));
/** Often a whole hour: hours of the law begin and end there. */
const minute = fc.oneof(
  fc.nat({ max: SPAN_DAYS * 24 * 60 }),
  fc.nat({ max: SPAN_DAYS * 24 }).map((hour) => hour * 60),
);
const prior = fc.record({
  minute,
  channel,
  outcome: fc.constantFrom('attempt', 'no_answer', 'not_connected', 'conversation', 'conversation', 'delivered', 'promise'),
  debts: fc.constantFrom([], ['A'], ['B'], ['A', 'B']),
  direction: fc.constantFrom('outbound' as const, 'outbound' as const, 'outbound' as const, 'inbound' as const),
  purpose: fc.constantFrom('collection', 'collection', 'fraud-alert'),
});
const closedDays = fc.uniqueArray(fc.nat({ max: SPAN_DAYS }), { maxLength: 3 });
const story = fc.record({
  place,
  /** The country whose policy the workspace chose; null: its own rules alone. */
  policyCode: fc.constantFrom('CO', 'MX', 'CL', 'US', null),
  own: anyOwnPolicy(DATES),
  start: fc.constantFrom(...STARTS),
  minute,
  channel,
  debts: fc.constantFrom([], ['A'], ['A', 'B']),
  priors: fc.array(prior, { maxLength: 9 }),
  /** Holidays of the country, of its subdivision and of another country. */
  closed: fc.tuple(closedDays, closedDays, closedDays),
  purpose: fc.constantFrom('collection', 'collection', 'collection', 'transaction-confirmation'),
  role: fc.constantFrom('debtor', 'debtor', 'debtor', 'debtor', 'codebtor', 'attorney', 'minor', 'neighbor'),
  hours: fc.constantFrom<unknown>(
    null,
    null,
    null,
    true,
    { sun: [['06:00', '06:30']] },
    { windows: { mon: [['18:00', '23:00']], wed: [['00:00', '24:00']] }, closedOnHolidays: true },
  ),
  optOut: fc.constantFrom<string[]>([], [], [], ['sms'], ['ivr', 'call']),
  authorised: fc.constantFrom<string[] | null>(null, null, [], ['email', 'sms'], ['ivr', 'call']),
  ceaseRequest: fc.constantFrom(false, false, false, true),
  attorneyRepresented: fc.constantFrom(false, false, false, true),
  callConsentAt: fc.option(minute, { freq: 3 }),
  promiseDay: fc.option(fc.nat({ max: SPAN_DAYS }), { freq: 3 }),
  daysPastDue: fc.constantFrom(null, -5, 0, 1, 30),
});
type Story = typeof story extends fc.Arbitrary<infer S> ? S : never;

const instantOf = ({ start }: Story, minutes: number): Instant => start + minutes * MS_PER_MINUTE;
const dateIn = ({ start }: Story, day: number): string => dateOfNumber(Math.floor(start / MS_PER_DAY) + day);

function holidaysOf(one: Story): HolidayTable {
  const datesOf = (days: readonly number[] = []) => new Set(days.map((day) => dateIn(one, day)));
  const [country, region, elsewhere] = one.closed.map(datesOf);
  const { code, subdivision } = one.place;
  const table = new Map([
    [code ?? one.policyCode ?? '', country ?? datesOf()],
    ['XX', elsewhere ?? datesOf()],
  ]);
  if (subdivision !== null && region?.size !== 0) table.set(`${code}-${subdivision}`, region ?? datesOf());
  return table;
}

/** The story's question, to be asked at any instant. */
function asker(one: Story): (at: Instant) => Decision {
  const { place: at, priors, callConsentAt, promiseDay, hours, channel: by, debts, purpose, role, daysPastDue } = one;
  const debtor: JudgedDebtor = {
    ...one,
    zone: at.zone,
    hours: readOwnHours(hours),
    callConsentAt: callConsentAt === null ? null : instantOf(one, callConsentAt),
    promiseDate: promiseDay === null ? null : dateIn(one, promiseDay),
  };
  const history = priors.map((past): PriorContact => ({ ...past, at: instantOf(one, past.minute), person: 'debtor', role: 'debtor' }));
  const country = at.code ?? one.policyCode;
  const holidays = withOwnHolidays(holidaysOf(one), one.own.holidays);
  const book = bookOf(presets, one.policyCode, one.own)(country, at.subdivision);
  const proposed = { channel: by, debts, purpose, role, person: 'debtor', contentFlags: [], daysPastDue };
  return (when) => {
    const asked: ProposedContact = { ...proposed, at: when };
    return decide(book, debtor, history, asked, (date) => isHoliday(holidays, country, at.subdivision, date));
  };
}

/** The same question to the second opinion. `daysPastDue` is the one of the instant that was proposed: it is not counted on. */
function objector(one: Story): (at: Instant, daysPastDue: number | null) => readonly string[] {
  const { place: at, callConsentAt, promiseDay } = one;
  const person = {
    ...at,
    country: at.code,
    denied: one.optOut,
    granted: one.authorised ?? [],
    hoursOverride: one.hours,
    ceaseRequest: one.ceaseRequest,
    attorneyRepresented: one.attorneyRepresented,
    callConsentAt: callConsentAt === null ? null : instantOf(one, callConsentAt),
    promiseDate: promiseDay === null ? null : dateIn(one, promiseDay),
  };
  const past = one.priors.map(
    (prior): NaiveContact => ({ ...prior, at: instantOf(one, prior.minute), outbound: prior.direction === 'outbound' }),
  );
  const { channel: by, debts, purpose, role } = one;
  const workspace = { presets, policyCode: one.policyCode, own: one.own, holidays: holidaysOf(one) };
  return (when, daysPastDue) =>
    naiveObjections(workspace, person, past, {
      at: when,
      channel: by,
      debts,
      purpose,
      role,
      outcome: 'attempt',
      outbound: true,
      daysPastDue,
    });
}

describe('a decision', { timeout: PATIENCE }, () => {
  it('names the rules that somebody finds who reads the page anew, under every preset with the house’s own rules', () => {
    const seen = new Map<string, number>();
    const check = (one: Story): void => {
      const at = instantOf(one, one.minute);
      const { blockedBy } = asker(one)(at);
      expect(blockedBy).toEqual(objector(one)(at, one.daysPastDue));
      for (const rule of blockedBy.length === 0 ? ['allowed'] : blockedBy) seen.set(rule, (seen.get(rule) ?? 0) + 1);
    };
    fc.assert(fc.property(story, check), quick);
    // Allowed in at least a tenth, and each kind of rule forbids somewhere; a few stories say nothing of shares.
    if (QUICK_RUNS < 10_000) return;
    expect(seen.get('allowed')).toBeGreaterThan(QUICK_RUNS / 10);
    for (const rule of [
      'CO-DAY',
      'CO-1CH-WEEK',
      'CO-CONSENT',
      'CO-OVERRIDE',
      'CL-SPACING',
      'US-CONV',
      'US-CEASE',
      'US-OPTOUT',
      'BR-RJ-HOURS',
      'HOUSE-CAP',
      'HOUSE-ONE',
      'HOUSE-EARLY',
    ])
      expect([rule, (seen.get(rule) ?? 0) > QUICK_RUNS / 5_000]).toEqual([rule, true]);
  });
});

describe('the earliest next instant', { timeout: PATIENCE }, () => {
  it('is allowed, and nothing before it is', () => {
    let [blocked, never] = [0, 0];
    const check = (one: Story): void => {
      const ask = asker(one);
      const at = instantOf(one, one.minute);
      const { allowed, blockedBy, earliestNextAllowed: next } = ask(at);
      expect(allowed).toBe(blockedBy.length === 0);
      if (allowed) {
        expect(next).toBe(at);
        return;
      }
      blocked++;
      const object = objector(one);
      const isAllowed = (when: Instant): boolean => object(when, null).length === 0;
      if (next === null) {
        never++;
        for (let day = 0; day < 40; day++) expect(isAllowed(at + day * MS_PER_DAY)).toBe(false);
        return;
      }
      expect(next).toBeGreaterThan(at);
      expect(ask(next)).toMatchObject({ allowed: true, blockedBy: [] });
      expect([isAllowed(next), isAllowed(next - 1)]).toEqual([true, false]);
      // Each quarter of an hour before it, as far as two days, then each two hours as far as ten.
      for (let asked = Math.max(at, next - 2 * MS_PER_DAY); asked < next; asked += 15 * MS_PER_MINUTE) expect(isAllowed(asked)).toBe(false);
      for (let asked = Math.max(at, next - 10 * MS_PER_DAY); asked < next; asked += 120 * MS_PER_MINUTE)
        expect(isAllowed(asked)).toBe(false);
    };
    // That a debt grows old enough is asked of one instant alone: another instant is another number of days.
    fc.assert(
      fc.property(
        story.map((one) => ({ ...one, daysPastDue: null })),
        check,
      ),
      thorough,
    );
    expect([blocked > RUNS / 5, never > 0]).toEqual([true, true]);
  });
});
