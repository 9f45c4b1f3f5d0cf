import { describe, expect, it } from 'vitest';
import { localDateOf } from '#lib/base/civil.ts';
import { debtorsOf } from '#lib/interpreter/simulate.ts';
import { due, enterBySegment, exit, later, message, type Story, scenarioOf, task } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { openPolicy } from '#lib/policy/verdict.ts';
import { type Behaviour, NOBODY_PAYS, readBehaviour } from './behaviour.ts';
import { reportOf } from './report.ts';
import { Simulation, type SimulationPlan } from './simulation.ts';
import { Tally } from './tally.ts';

const RULES = { policy: openPolicy(3), holidays: NO_HOLIDAYS };
const TWICE: Story = {
  nodes: [enterBySegment(), message('before', { when: due(-5) }), task('call', { when: due(3) }), exit('told')],
  ways: ['in > before', 'before > call', 'call.expired > told', 'call.done > told'],
};
const LATER: Story = {
  nodes: [enterBySegment(), message('after', { when: due(10) }), message('last', { when: later(1, 'days') }), exit('told')],
  ways: ['in > after', 'after > last', 'last > told'],
};
const CROWD = Array.from({ length: 200 }, (_, index) => ({ id: `a${index}`, debtor: `d${index}` }));

function behaviourOf(stated: object): Behaviour {
  const read = readBehaviour({ format: 'cadenza.behaviour/1', ...stated });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

function planned(story: Story, plan: Partial<SimulationPlan> = {}) {
  const { journey, ...portfolio } = scenarioOf(story);
  const whole: SimulationPlan = {
    journey,
    statedAt: bogota('2026-03-01 00:00'),
    from: bogota('2026-03-01 00:00'),
    to: bogota('2026-05-29 23:59'),
    timezone: 'America/Bogota',
    seed: '1',
    behaviour: NOBODY_PAYS,
    withEvents: false,
    ...plan,
  };
  const simulation = new Simulation(whole, RULES);
  const debtors = [...debtorsOf(portfolio)];
  return { journey, simulation, debtors, whole, report: () => reportOf(journey, simulation.tally(debtors), whole.behaviour) };
}

/** The days on which accounts paid although nobody had told them anything. */
function paidUntold(story: Story, seed: string) {
  const { simulation, debtors } = planned(
    { ...story, accounts: CROWD },
    { seed, behaviour: behaviourOf({ pays: { pre: 0.02, '1-30': 0.03 } }) },
  );
  return debtors.map((one) => {
    const [account] = simulation.run(one).world.accounts;
    return account?.state.lastPaymentAt && localDateOf(account.state.lastPaymentAt, 'America/Bogota');
  });
}

describe('a simulation', () => {
  it('counts by day, stage, node, channel and outcome what was worked out by hand', () => {
    const accounts = [{ id: 'a1' }, { id: 'a2' }, { id: 'b1', debtor: 'd2' }, { id: 'c1', debtor: 'd3', dueDate: '2026-03-04' }];
    const report = planned(
      { ...TWICE, accounts },
      { behaviour: behaviourOf({ costs: { email: 0.4, call: 300 }, perDay: { call: 2 } }) },
    ).report();
    // d1 is told once of two accounts; c1's first step lies before the beginning.
    expect(report.nodes).toEqual([
      { node: 'before', stage: null, accountsTold: 3, contacts: 2, cost: 1, notSent: { missed: 1 } },
      { node: 'call', stage: null, accountsTold: 4, contacts: 4, cost: 1200, notSent: {} },
    ]);
    expect(report.days.map(({ day, contacts, entered, ended }) => [day, contacts, entered, ended])).toEqual([
      ['2026-03-01', 0, 4, {}],
      ['2026-03-07', 1, 0, {}],
      ['2026-03-10', 0, 0, { told: 1 }],
      ['2026-03-15', 2, 0, {}],
      ['2026-03-23', 3, 0, {}],
      ['2026-03-26', 0, 0, { told: 3 }],
    ]);
    expect(report.channels).toEqual([
      { channel: 'call', contacts: 4, cost: 1200, busiest: 3, overDays: 1, over: 1 },
      { channel: 'email', contacts: 2, cost: 1, busiest: 2, overDays: null, over: null },
    ]);
    expect({ ...report.total, enrollments: report.enrollments }).toEqual({
      contacts: 6,
      cost: 1201,
      notSent: { missed: 1 },
      enrollments: { told: 4 },
    });
  });

  it('says nothing of costs where nobody stated any, and runs under way are live', () => {
    const { total, enrollments } = planned(TWICE, { to: bogota('2026-03-16 00:00') }).report();
    expect([total.cost, enrollments]).toEqual([null, { live: 1 }]);
  });

  it('lets what the portfolio dates later happen only where it is asked to', () => {
    const story: Story = { ...TWICE, events: [['2026-03-10 08:00', 'payment.received', 'a1', { amount: 18_490_000 }]] };
    expect(planned(story).report().enrollments).toEqual({ told: 1 });
    expect(planned(story, { withEvents: true }).report().enrollments).toEqual({ cured: 1 });
  });

  it('begins with what happened before, unseen by the journey', () => {
    const story: Story = { ...TWICE, events: [['2026-03-10 08:00', 'payment.received', 'a1', { amount: 90_000 }]] };
    const { simulation, debtors } = planned(story, { from: bogota('2026-03-12 00:00') });
    const [log] = debtors.map((one) => simulation.run(one));
    expect(log?.world.accounts[0]?.state.balance).toBe(18_400_000);
    expect(log?.enrollments[0]?.enteredAt).toBe(bogota('2026-03-12 00:00'));
  });

  it('lets the same people pay untold on the same days, whatever the journey tells them, and others with another seed', () => {
    const paid = paidUntold(TWICE, '1');
    expect(paid.filter((day) => day !== null).length).toBeGreaterThan(50);
    expect(paidUntold(LATER, '1')).toEqual(paid);
    expect(paidUntold(TWICE, '2')).not.toEqual(paid);
  });

  it('lets people pay, promise and reply as often as the rates say', () => {
    const rates = { email: { pre: { pays: 0.25, promises: 0.25, replies: 0.25 } } };
    const accounts = Array.from({ length: 2_000 }, (_, index) => ({ id: `a${index}`, debtor: `d${index}` }));
    const { simulation, debtors } = planned(
      { ...TWICE, accounts },
      { behaviour: behaviourOf({ answers: rates, promise: { days: 4, kept: 0.5 } }) },
    );
    const states = debtors.map((one) => simulation.run(one).world).map(({ accounts: [one], debtor }) => ({ account: one?.state, debtor }));
    const share = (holds: (one: (typeof states)[number]) => boolean) => states.filter(holds).length / states.length;
    // Four standard errors of a share of a quarter of 2,000 are 0.039.
    expect(share(({ account }) => account?.promisesMade === 1)).toBeCloseTo(0.25, 1);
    expect(share(({ account }) => account?.brokenPromises === 1)).toBeCloseTo(0.125, 1);
    expect(share(({ account }) => account?.balance === 0)).toBeCloseTo(0.375, 1);
    expect(share(({ debtor }) => debtor.state.lastReplyAt !== null)).toBeCloseTo(0.25, 1);
  });

  it('lets agents log what the model says of tasks, and the others expire', () => {
    const { report } = planned({ ...TWICE, accounts: CROWD }, { behaviour: behaviourOf({ work: { call: { done: 1 } } }) });
    expect(
      report()
        .days.map(({ ended }) => ended)
        .some((ended) => ended.told === 200),
    ).toBe(false);
    expect(report().enrollments).toEqual({ told: 200 });
  });

  it('adds up to the same in any order and in any parts', () => {
    const { simulation, debtors, whole } = planned(
      { ...TWICE, accounts: CROWD },
      { behaviour: behaviourOf({ pays: { pre: 0.02 }, answers: { email: { pre: { pays: 0.3 } } } }) },
    );
    const parts = [debtors.slice(120), debtors.slice(0, 7), debtors.slice(7, 120)].map((part) => simulation.tally(part.toReversed()));
    const sum = new Tally(whole.timezone);
    for (const part of parts) sum.merge(part);
    expect(sum.rows()).toEqual(simulation.tally(debtors));
  });
});

describe('a behaviour model', () => {
  it('is refused at the place that is wrong', () => {
    const read = readBehaviour({
      format: 'cadenza.behaviour/1',
      pays: { pre: 2 },
      answers: { sms: { due: { pays: 0.9, promises: 0.2 } }, fax: {} },
    });
    expect(read.ok ? [] : read.problems.map(({ path }) => path)).toEqual(['$.pays.pre', '$.answers.sms.due', '$.answers']);
  });
});
