import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, localDateOf, startOfDay } from '#lib/base/civil.ts';
import { MS_PER_DAY } from '#lib/base/instant.ts';
import { shareOf } from '#lib/base/share-of.ts';
import type { DebtorLog } from '#lib/interpreter/debtor-log.ts';
import type { DebtorOfPortfolio } from '#lib/interpreter/simulate.ts';
import { learningJourney } from '#lib/interpreter/testing/learning-story.ts';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { openPolicy } from '#lib/policy/verdict.ts';
import { readBehaviour } from './behaviour.ts';
import { Simulation, type SimulationPlan } from './simulation.ts';

const ZONE = 'America/Bogota';
const FROM = startOfDay('2026-03-02', ZONE);
const DAYS = 30;
const RULES = { policy: openPolicy(3), holidays: NO_HOLIDAYS };

/** A sixth of those who are told by sms pays within a day, of the others hardly anybody. */
const SMS_WORKS = {
  format: 'cadenza.behaviour/1',
  answers: Object.fromEntries(
    ['email', 'sms', 'whatsapp'].map((channel) => [
      channel,
      Object.fromEntries(['pre', 'due', '1-30'].map((bucket) => [bucket, { pays: channel === 'sms' ? 0.3 : 0.02 }])),
    ]),
  ),
  answerDays: 1,
};

/** As many debtors as days that their due dates lie apart, twenty a day. */
function debtors(count: number): DebtorOfPortfolio[] {
  return Array.from({ length: count }, (_, index) => {
    const externalId = `d${index}`;
    const dueDate = addDays('2026-03-05', index % 20);
    const account = { externalId: `a${index}`, debtorExternalId: externalId, currency: 'COP', balance: 90_000, dueDate };
    return {
      debtor: { externalId, email: 'ana@example.com', phone: '+573001234567', whatsapp: '+573001234567' },
      accounts: [{ ...account, product: index % 3 === 0 ? 'card' : 'loan' }],
      events: [],
    };
  });
}

function simulation(behaviour: object = SMS_WORKS, more: Partial<SimulationPlan> = {}): Simulation {
  const read = readBehaviour(behaviour);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const to = startOfDay(addDays('2026-03-02', DAYS), ZONE) - 1;
  const plan = {
    journey: learningJourney(),
    statedAt: FROM,
    from: FROM,
    to,
    timezone: ZONE,
    seed: '1',
    behaviour: read.value,
    withEvents: true,
  };
  return new Simulation({ ...plan, ...more }, RULES);
}

interface Decision {
  readonly at: number;
  readonly unit: string;
  readonly arm: string;
  readonly version: number;
  readonly day: string | null;
  readonly explored: boolean;
}

/** What was decided, in the order of time. */
const decisionsOf = (logs: readonly DebtorLog[]): Decision[] =>
  logs
    .flatMap(({ trace }) =>
      trace.flatMap(({ at, node, why }) => (node === 'which' && why ? [{ at, ...(why as unknown as Omit<Decision, 'at'>) }] : [])),
    )
    .sort((a, b) => a.at - b.at || (a.unit < b.unit ? -1 : 1));

describe('a journey that learns', { timeout: 60_000 }, () => {
  const logs = simulation().runAll(debtors(400));
  const decisions = decisionsOf(logs);

  it('comes to show what works to nearly everybody but those who are tried by lot', () => {
    const share = (some: readonly Decision[]) => some.filter(({ arm }) => arm === 'sms').length / some.length;
    const learned = decisions.filter(({ explored }) => !explored);
    const first = learned.filter(({ version }) => version === 0);
    expect(first.length).toBeGreaterThan(10);
    expect(share(first)).toBeLessThan(0.6);
    expect(share(learned.filter(({ version }) => version > 18))).toBeGreaterThan(0.85);
    expect(decisions.filter(({ explored }) => explored).length / decisions.length).toBeCloseTo(0.2, 1);
    for (const { unit, explored } of decisions) expect(explored).toBe(shareOf('channel/explore', unit) < 0.2);
  });

  it('asks the model of the workspace’s day, and counts versions from the first use', () => {
    const [first] = decisions;
    for (const { at, day, version } of decisions) {
      const today = localDateOf(at, ZONE);
      expect(version).toBe(Math.round((startOfDay(today, ZONE) - startOfDay(localDateOf(first?.at ?? 0, ZONE), ZONE)) / MS_PER_DAY));
      if (version > 0) expect(day).toBe(today);
    }
  });

  it('decides the same again, and in whatever order debtors are listed', () => {
    expect(decisionsOf(simulation().runAll(debtors(400)))).toEqual(decisions);
    expect(decisionsOf(simulation().runAll(debtors(400).toReversed()))).toEqual(decisions);
  });

  it('rewards a showing at most once, for what came after it and in its time', () => {
    for (const { shown, world } of logs) {
      const rewarded = shown.filter(({ rewardedAt }) => rewardedAt !== null);
      // Who pays pays everything: once.
      expect(rewarded.length).toBeLessThanOrEqual(1);
      if (rewarded.length > 0) expect(world.accounts[0]?.state.lastPaymentAt).toBe(rewarded[0]?.rewardedAt);
      for (const { at, until, rewardedAt } of rewarded) expect(rewardedAt !== null && rewardedAt > at && rewardedAt <= until).toBe(true);
    }
  });

  it('does not decide otherwise for what happens later', () => {
    const some = debtors(60);
    const nobody = { format: 'cadenza.behaviour/1' };
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: DAYS - 2 }),
        fc.array(fc.record({ who: fc.nat({ max: 59 }), after: fc.integer({ min: 0, max: 8 * 24 * 60 }) }), { maxLength: 40 }),
        fc.array(fc.record({ who: fc.nat({ max: 59 }), minute: fc.integer({ min: 0, max: DAYS * 1_440 }) }), { maxLength: 40 }),
        (day, later, earlier) => {
          const cut = startOfDay(addDays('2026-03-02', day), ZONE);
          const paying = (deeds: readonly { readonly who: number; readonly at: number }[]) =>
            some.map((one, index) => ({
              ...one,
              events: deeds
                .filter(({ who }) => who === index)
                .map(({ at }) => ({ type: 'payment.received', at, payload: { amount: 100 }, accountId: `a${index}` }))
                .sort((a, b) => a.at - b.at),
            }));
          const before = earlier.map(({ who, minute }) => ({ who, at: FROM + minute * 60_000 })).filter(({ at }) => at < cut);
          const after = later.map(({ who, after: minutes }) => ({ who, at: cut + minutes * 60_000 }));
          const run = (deeds: typeof before) =>
            decisionsOf(simulation(nobody).runAll(paying(deeds))).filter(({ at }) => at < cut + MS_PER_DAY);
          expect(run([...before, ...after])).toEqual(run(before));
        },
      ),
      { numRuns: 20, seed: 20_260_322 },
    );
  });
});

describe('a simulation', () => {
  it('hears everybody at each start of a day after the first where a step learns', () => {
    expect(simulation().gatherings()).toHaveLength(DAYS - 1);
  });
});
