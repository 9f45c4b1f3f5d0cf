import { describe, expect, it } from 'vitest';
import type { DebtorLog } from '#lib/interpreter/debtor-log.ts';
import { debtorsOf, logOf } from '#lib/interpreter/simulate.ts';
import { due, enterBySegment, exit, later, message, type Story, scenarioOf, task, webhook } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { openPolicy } from '#lib/policy/verdict.ts';
import { type Behaviour, NOBODY_PAYS, readBehaviour } from './behaviour.ts';
import { reportOf } from './report.ts';
import { Simulation, type SimulationPlan } from './simulation.ts';

const RULES = { policy: openPolicy(3), holidays: NO_HOLIDAYS };
const [FROM, MIDDLE, TO] = [bogota('2026-03-01 00:00'), bogota('2026-03-17 11:11'), bogota('2026-05-29 23:59')];

/** Five days before: told; on the third day after: called; then told again. */
const STORY: Story = {
  nodes: [
    enterBySegment(),
    message('before', { when: due(-5) }),
    task('call', { when: due(3) }),
    message('after', { when: later(1, 'days', '10:00') }),
    exit('told'),
  ],
  ways: ['in > before', 'before > call', 'call.expired > after', 'call.done > after', 'after > told'],
  accounts: ['2026-03-18', '2026-03-20', '2026-03-14', '2026-04-20'].map((dueDate, index) => ({
    id: `a${index}`,
    debtor: `d${index}`,
    dueDate,
  })),
};

function journeyOf(story: Story) {
  return scenarioOf(story).journey;
}

function planOf(story: Story, more: Partial<SimulationPlan>): SimulationPlan {
  return {
    journey: journeyOf(story),
    statedAt: FROM,
    from: FROM,
    to: TO,
    timezone: 'America/Bogota',
    seed: '1',
    behaviour: NOBODY_PAYS,
    withEvents: false,
    ...more,
  };
}

/** The story up to the middle. */
function untilMiddle(story: Story): readonly DebtorLog[] {
  return new Simulation(planOf(story, { to: MIDDLE }), RULES).runAll(debtorsOf(scenarioOf(story)));
}

/** From there on, by `after`: as the live version, or as a draft. */
function fromMiddle(before: readonly DebtorLog[], story: Story, after: Story, liveVersionId: number | null, behaviour = NOBODY_PAYS) {
  const standing = {
    journeyId: 1,
    liveVersionId,
    versions: [{ versionId: 1, journey: journeyOf(story), templates: [] }],
    isLookDue: false,
    learned: { day: bogota('2026-03-17 00:00'), known: [], settled: [] },
  };
  const plan = planOf(after, { statedAt: MIDDLE, from: MIDDLE, behaviour, standing });
  const simulation = new Simulation(plan, RULES);
  const debtors = before.map(({ world, tasks }) => ({
    debtor: { externalId: world.debtor.state.externalId },
    accounts: [],
    events: [],
    world,
    tasks: tasks.filter(({ expiresAt }) => expiresAt > MIDDLE),
  }));
  const report = reportOf(plan.journey, simulation.tally(debtors), behaviour);
  return { logs: simulation.runAll(debtors), report };
}

function behaviourOf(stated: object): Behaviour {
  const read = readBehaviour({ format: 'cadenza.behaviour/1', ...stated });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

const before = untilMiddle(STORY);

describe('a simulation that begins with who is under way', () => {
  it('comes to what one that was never cut comes to, and counts who was under way', () => {
    const whole = logOf(new Simulation(planOf(STORY, {}), RULES).runAll(debtorsOf(scenarioOf(STORY))));
    const { logs, report } = fromMiddle(before, STORY, STORY, 1);
    const [first, rest] = [logOf(before), logOf(logs)];
    expect([...first.contacts, ...rest.contacts]).toEqual(whole.contacts);
    expect(rest.enrollments).toEqual(whole.enrollments);
    expect(first.contacts.length * rest.contacts.length).toBeGreaterThan(0);
    expect([report.underWay, report.enrollments, report.days.reduce((sum, { entered }) => sum + entered, 0)]).toEqual([4, { told: 4 }, 0]);
    expect(report.days.every(({ day }) => day >= '2026-03-17')).toBe(true);
  });

  it('places them in a draft by the step of the same id and type, and ends them where there is none', () => {
    const draft: Story = {
      ...STORY,
      nodes: STORY.nodes.map((node) => (node.id === 'call' ? message('call', { when: due(3) }) : node)),
      ways: ['in > before', 'before > call', 'call > after', 'after > told'],
    };
    const { report } = fromMiddle(before, STORY, draft, null);
    // Three stood at the call, which is a message now; the fourth is still to be told.
    expect([report.underWay, report.enrollments]).toEqual([4, { migrated: 3, told: 1 }]);
    expect(report.nodes.map(({ node, contacts }) => [node, contacts])).toEqual([
      ['before', 1],
      ['call', 1],
      ['after', 1],
    ]);
  });

  it('has people work what is open, answer what they were told, and keep what they promised', () => {
    const works = behaviourOf({ work: { call: { done: 1 } } });
    const opened = before.flatMap(({ tasks }) => tasks).filter(({ expiresAt }) => expiresAt > MIDDLE);
    expect(opened.map(({ accountId }) => accountId)).toEqual(['a2']);
    const worked = fromMiddle(before, STORY, STORY, 1, works).logs.flatMap(({ trace }) => trace);
    expect(worked.find(({ accountId, node }) => accountId === 'a2' && node === 'call')).toMatchObject({ outcome: 'done' });

    const always = Object.fromEntries(['pre', 'due', '1-30'].map((bucket) => [bucket, { pays: 1 }]));
    const told = before.map((log) => log.contacts.filter(({ queuedAt }) => queuedAt > MIDDLE - 3 * 86_400_000).length);
    expect(told).toEqual([0, 1, 0, 0]);
    const answered = fromMiddle(before, STORY, STORY, 1, behaviourOf({ answers: { email: always }, answerDays: 8 })).logs;
    const paidAt = answered.map(({ paid }) => paid[0]?.at ?? null);
    expect(paidAt[1]).toBeGreaterThan(MIDDLE);
    expect(paidAt[1]).toBeLessThan(bogota('2026-03-23 09:01'));

    const [log] = before;
    const [account] = log?.world.accounts ?? [];
    if (!log || !account) throw new Error('nobody is under way');
    const promise = { date: '2026-03-19', amount: 18_490_000, paid: 0, madeAt: MIDDLE - 1, breaksAt: bogota('2026-03-20 00:00') };
    const promised = { ...log, world: { ...log.world, accounts: [{ ...account, state: { ...account.state, promise } }] } };
    const kept = behaviourOf({ promise: { days: 5, kept: 1 }, pays: { '90+': 0.01 } });
    const [keeps] = fromMiddle([promised], STORY, STORY, 1, kept).logs;
    expect(keeps?.paid.map(({ at }) => at)).toEqual([bogota('2026-03-19 12:00')]);
  });

  it('answers a call to another system that waits for its answer', () => {
    const calling: Story = {
      nodes: [enterBySegment(), webhook('hook'), exit('called')],
      ways: ['in > hook', 'hook.ok > called'],
      accounts: [{}],
    };
    const [log] = untilMiddle({ ...STORY, accounts: [{}] });
    const [run] = log?.world.enrollments ?? [];
    if (!log || !run) throw new Error('nobody is under way');
    const waiting = { ...run, node: 'hook', actedAt: MIDDLE - 1, answer: null, wakeAt: null };
    const { report } = fromMiddle([{ ...log, world: { ...log.world, enrollments: [waiting] } }], calling, calling, 1);
    expect(report.enrollments).toEqual({ called: 1 });
  });
});
