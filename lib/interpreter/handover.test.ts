import { expect, it } from 'vitest';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { openPolicy } from '#lib/policy/verdict.ts';
import { compile } from './compile.ts';
import { simulate } from './simulate.ts';
import { all, due, enterBySegment, exit, handover, message, type Story, scenarioOf, wait } from './testing/story.ts';

const owing = all(['account.balance', '>', 0]);
const never = all(['account.balance', '<', 0]);

/** Runs two journeys side by side over one account. */
function run(first: Story, second: Story) {
  const [one, other] = [scenarioOf(first), scenarioOf(second)];
  const version = (journeyId: number, { journey }: typeof one) => ({
    journeyId,
    versionId: journeyId,
    program: compile(journey),
    admits: true,
    paused: false,
  });
  const [log] = simulate(one, { ...one, versions: [version(1, one), version(2, other)], policy: openPolicy(3), holidays: NO_HOLIDAYS });
  return {
    runs: log?.enrollments.map(({ journeyId, status, outcome }) => ({ journeyId, status, outcome })),
    told: log?.contacts.map(({ journeyId, node }) => `${journeyId} ${node}`),
  };
}

const second: Story = {
  key: 'second',
  nodes: [enterBySegment('in', never), message('told'), exit('x')],
  ways: ['in > told', 'told > x'],
};

it('an account that is moved ends here as moved and begins there, whatever the entries there ask', () => {
  const first: Story = { key: 'first', nodes: [enterBySegment('in', owing), handover('h', 'second', 'move')], ways: ['in > h'] };
  expect(run(first, second)).toEqual({
    runs: [
      { journeyId: 1, status: 'ended', outcome: 'moved' },
      { journeyId: 2, status: 'ended', outcome: 'x' },
    ],
    told: ['2 told'],
  });
});

it('an account for which another journey is started goes on in both', () => {
  const first: Story = {
    key: 'first',
    nodes: [enterBySegment('in', owing), handover('h', 'second', 'start'), message('here'), exit('x')],
    ways: ['in > h', 'h > here', 'here > x'],
  };
  expect(run(first, second).told).toEqual(['1 here', '2 told']);
});

it('two journeys that hand an account to each other at one instant come to an end', () => {
  const first: Story = { key: 'first', nodes: [enterBySegment('in', owing), handover('h', 'second', 'move')], ways: ['in > h'] };
  const back: Story = { key: 'second', nodes: [enterBySegment('in', never), handover('h', 'first', 'move')], ways: ['in > h'] };
  expect(run(first, back).runs).toEqual([
    { journeyId: 1, status: 'ended', outcome: 'moved' },
    { journeyId: 2, status: 'ended', outcome: 'moved' },
  ]);
});

it('an account that comes back to a step at the instant at which it was told there is told once', () => {
  const first: Story = {
    key: 'first',
    nodes: [enterBySegment('in', owing), wait('w', due(0)), handover('h', 'second', 'start'), exit('x')],
    ways: ['in > w', 'w > h', 'h > x'],
  };
  const at: Story = {
    key: 'second',
    nodes: [enterBySegment('in', owing), message('told', { when: due(0) }), exit('x')],
    ways: ['in > told', 'told > x'],
  };
  expect(run(first, at)).toEqual({
    runs: [
      { journeyId: 1, status: 'ended', outcome: 'x' },
      { journeyId: 2, status: 'ended', outcome: 'x' },
      { journeyId: 2, status: 'ended', outcome: 'x' },
    ],
    told: ['2 told'],
  });
});
