import { describe, expect, it } from 'vitest';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { openPolicy } from '#lib/policy/verdict.ts';
import { simulate } from './simulate.ts';
import {
  all,
  capacity,
  due,
  enterBySegment,
  exit,
  logsOf,
  message,
  type Story,
  scenarioOf,
  versionOf,
  wait,
  wall,
} from './testing/story.ts';

/** Everybody asks on the 10th at 10:00; who gets a place is told at once. */
const QUEUE: Story = {
  nodes: [enterBySegment(), wait('until', due(-10, '10:00')), capacity('ask'), message('told'), exit('called'), exit('left')],
  ways: ['in > until', 'until > ask', 'ask.granted > told', 'ask.overflow > left', 'told > called'],
};
const FIVE = [10, 50, 30, 20, 40].map((balance, index) => ({ id: `a${index + 1}`, debtor: `d${index + 1}`, balance }));

/** `03-11 08:00 a2 granted 1/5`, in order. */
const told = (story: Story) =>
  logsOf(story)
    .flatMap((log) => log.trace)
    .filter(({ node }) => node.startsWith('ask'))
    .map(
      ({ at, accountId, outcome, why }) =>
        `${wall(at)} ${accountId} ${outcome}${why && 'rank' in why ? ` ${why.rank}/${why.requests}` : ''}`,
    )
    .sort();

describe('places of a pool, where debtors share it', () => {
  it('go once a day at the opening hour, the best first; who gets none within the days leaves without', () => {
    expect(told({ ...QUEUE, accounts: FIVE })).toEqual([
      '03-11 08:00 a2 granted 1/5',
      '03-12 08:00 a5 granted 1/4',
      '03-13 08:00 a3 granted 1/3',
      '03-13 10:00 a1 overflow',
      '03-13 10:00 a4 overflow',
    ]);
  });

  it('go to what stands there when everything else of the instant has happened', () => {
    const events: Story['events'] = [
      ['2026-03-11 08:00', 'payment.received', 'a2', { amount: 50 }],
      ['2026-03-12 08:00', 'payment.received', 'a3', { amount: 25 }],
    ];
    // a2 pays at the very opening and asks no more; a3 owes 5 when the second day is given.
    expect(told({ ...QUEUE, accounts: FIVE, events }).slice(0, 3)).toEqual([
      '03-11 08:00 a2 exit',
      '03-11 08:00 a5 granted 1/4',
      '03-12 08:00 a4 granted 1/3',
    ]);
  });

  it('go to an account that arrives at the opening itself, and on the next day to one that comes back at it', () => {
    const again: Story = {
      ...QUEUE,
      nodes: [enterBySegment(), wait('until', due(-10, '08:00')), capacity('ask', { perDay: 9 }), message('told'), exit('left')],
      ways: ['in > until', 'until > ask', 'ask.granted > told', 'ask.overflow > left', 'told > ask'],
      accounts: [{ id: 'a1' }],
      to: '2026-03-12 09:00',
    };
    expect(told(again)).toEqual(['03-10 08:00 a1 granted 1/1', '03-11 08:00 a1 granted 1/1', '03-12 08:00 a1 granted 1/1']);
  });

  it('are given before anything of the instant is sent: who waited for that very hour and who gets a place at it are told in one contact', () => {
    const together: Story = {
      ...QUEUE,
      nodes: [
        enterBySegment(),
        wait('until', due(-10, '10:00')),
        capacity('ask'),
        message('told', { when: due(-8, '08:00') }),
        exit('called'),
        exit('left'),
      ],
      accounts: ['a1', 'a2', 'a3'].map((id) => ({ id, debtor: 'd1' })),
    };
    const [log] = logsOf(together);
    expect(log?.contacts.map(({ queuedAt, accountIds, status }) => `${wall(queuedAt)} ${accountIds.join(' ')} ${status}`)).toEqual([
      '03-12 08:00 a1 a2 sent',
    ]);
  });

  it('are not asked for while the journey is suspended; afterwards the deadline still counts from the arrival', () => {
    const events: Story['events'] = [
      ['2026-03-10 12:00', 'promise.made', 'a2', { date: '2026-03-11' }],
      ['2026-03-10 12:00', 'promise.made', 'a5', { date: '2026-03-20' }],
    ];
    const suspendWhen = all(['account.promiseDate', 'notNull']);
    expect(told({ ...QUEUE, accounts: FIVE, events, suspendWhen })).toEqual([
      '03-11 08:00 a3 granted 1/3',
      '03-12 08:00 a2 granted 1/3',
      '03-13 08:00 a4 granted 1/2',
      '03-13 10:00 a1 overflow',
      '03-21 00:00 a5 overflow',
    ]);
  });

  it('are the fewest that any journey says of a pool that several name, in the order of the first', () => {
    const first: Story = {
      ...QUEUE,
      key: 'one',
      nodes: QUEUE.nodes.map((node) => (node.id === 'ask' ? capacity('ask', { perDay: 3 }) : node)),
    };
    const other: Story = {
      ...QUEUE,
      key: 'two',
      nodes: QUEUE.nodes.map((node) => (node.id === 'ask' ? capacity('ask', { perDay: 2, priority: [] }) : node)),
    };
    const scenario = scenarioOf({ ...first, accounts: FIVE });
    const versions = [versionOf(first, { key: 'one' }), versionOf(other, { key: 'two', journeyId: 2, versionId: 2 })];
    const logs = simulate(scenario, { ...scenario, versions, policy: openPolicy(3), holidays: NO_HOLIDAYS });
    const granted = logs.flatMap((log) => log.trace.filter(({ outcome }) => outcome === 'granted'));
    expect(granted.map(({ at, accountId }) => `${wall(at)} ${accountId}`).sort()).toEqual([
      '03-11 08:00 a2',
      '03-11 08:00 a2',
      '03-12 08:00 a5',
      '03-12 08:00 a5',
      '03-13 08:00 a3',
      '03-13 08:00 a3',
    ]);
  });
});
