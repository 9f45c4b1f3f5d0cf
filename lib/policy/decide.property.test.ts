import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfNumber } from '#lib/base/civil.ts';
import { type Instant, MS_PER_DAY, MS_PER_MINUTE } from '#lib/base/instant.ts';
import type { JudgedDebtor, PriorContact, ProposedContact } from './asked.ts';
import { type Decision, decide } from './decide.ts';
import { countryPresets } from './presets.ts';
import { POLICY_CHANNELS } from './rule.ts';
import { presetBook } from './rules-of.ts';

const presets = countryPresets();
const RUNS = process.env.CADENZA_LONG ? 20_000 : 1_000;
/** Two weeks around the clock changes of Santiago (5 September 2027) and New York (7 November 2027), and one without any. */
const STARTS = ['2027-09-01T00:00Z', '2027-11-03T00:00Z', '2026-11-27T00:00Z'].map((text) => Date.parse(text));
const SPAN_DAYS = 14;

const place = fc.constantFrom(
  ...presets.countries.flatMap(({ code, timezones, subdivisions }) =>
    [null, ...Object.keys(subdivisions)].flatMap((subdivision) => timezones.slice(0, 2).map((zone) => ({ code, subdivision, zone }))),
  ),
);
const channel = fc.constantFrom(...POLICY_CHANNELS.slice(0, 8));
const minute = fc.nat({ max: SPAN_DAYS * 24 * 60 });
const prior = fc.record({
  minute,
  channel,
  outcome: fc.constantFrom('attempt', 'no_answer', 'not_connected', 'conversation', 'delivered'),
  debts: fc.constantFrom([], ['A'], ['B'], ['A', 'B']),
  direction: fc.constantFrom('outbound', 'outbound', 'outbound', 'inbound'),
  purpose: fc.constantFrom('collection', 'collection', 'fraud-alert'),
});
const story = fc.record({
  place,
  start: fc.constantFrom(...STARTS),
  minute,
  channel,
  debts: fc.constantFrom(['A'], ['A', 'B']),
  priors: fc.array(prior, { maxLength: 9 }),
  closed: fc.uniqueArray(fc.nat({ max: SPAN_DAYS }), { maxLength: 3 }),
  purpose: fc.constantFrom('collection', 'collection', 'collection', 'transaction-confirmation'),
  hasOwnHours: fc.boolean(),
});
type Story = typeof story extends fc.Arbitrary<infer S> ? S : never;

/** The story's question, to be asked at any instant. */
function asker({ place: { code, subdivision, zone }, start, ...told }: Story): (at: Instant) => Decision {
  const at = (minutes: number): Instant => start + minutes * MS_PER_MINUTE;
  const allDay = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [['06:00', '06:30']] } as const;
  const debtor: JudgedDebtor = {
    zone,
    optOut: [],
    authorised: null,
    hours: told.hasOwnHours ? { windows: allDay, closedOnHolidays: false } : null,
    ceaseRequest: false,
    attorneyRepresented: false,
    callConsentAt: null,
    promiseDate: null,
  };
  const history = told.priors.map(
    (one): PriorContact => ({
      ...one,
      at: at(one.minute),
      person: 'debtor',
      role: 'debtor',
      direction: one.direction === 'inbound' ? 'inbound' : 'outbound',
    }),
  );
  const closed = new Set(told.closed.map((day) => dateOfNumber(Math.floor(start / MS_PER_DAY) + day)));
  const { channel: by, debts, purpose } = told;
  const proposed = { channel: by, debts, purpose, role: 'debtor', person: 'debtor', contentFlags: [], daysPastDue: null };
  return (when) => {
    const asked: ProposedContact = { ...proposed, at: when };
    return decide(presetBook(presets, code, subdivision), debtor, history, asked, (date) => closed.has(date));
  };
}

describe('the earliest next instant', () => {
  it('is allowed, and nothing before it is', () => {
    let [blocked, never] = [0, 0];
    const check = (one: Story): void => {
      const ask = asker(one);
      const at = one.start + one.minute * MS_PER_MINUTE;
      const { allowed, blockedBy, earliestNextAllowed: next } = ask(at);
      expect(allowed).toBe(blockedBy.length === 0);
      if (allowed) {
        expect(next).toBe(at);
        return;
      }
      blocked++;
      if (next === null) {
        never++;
        for (let day = 0; day < 40; day++) expect(ask(at + day * MS_PER_DAY).allowed).toBe(false);
        return;
      }
      expect(next).toBeGreaterThan(at);
      expect(ask(next)).toMatchObject({ allowed: true, blockedBy: [] });
      expect(ask(next - 1).allowed).toBe(false);
      // Each quarter of an hour before it, as far as ten days.
      const from = Math.max(at, next - 10 * MS_PER_DAY);
      for (let asked = from; asked < next; asked += 15 * MS_PER_MINUTE) expect(ask(asked).allowed).toBe(false);
    };
    fc.assert(fc.property(story, check), { numRuns: RUNS });
    expect([blocked > RUNS / 5, never > 0]).toEqual([true, true]);
  });
});
