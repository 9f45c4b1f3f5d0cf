import { describe, expect, it } from 'vitest';
import { bogota } from '#lib/journey/testing.ts';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { openPolicy } from '#lib/policy/verdict.ts';
import { type Backtest, backtest, tallyBacktest } from './backtest.ts';
import { due, enterByEvent, enterBySegment, exit, later, message, type Story, scenarioOf, task } from './testing/story.ts';

const story: Story = {
  nodes: [
    enterBySegment(),
    message('before', { when: due(-5) }),
    task('call', { when: due(3) }),
    message('last', { when: later(1, 'days') }),
    exit('told'),
  ],
  ways: ['in > before', 'before > call', 'call.expired > last', 'last > told'],
};

/** Tries the story's journey on its accounts and events. */
function tried(past: Partial<Story>, plan: Partial<Backtest> = {}) {
  const { journey, ...portfolio } = scenarioOf({ ...story, ...past });
  const period = {
    statedAt: bogota('2026-03-01 00:00'),
    from: bogota('2026-03-01 00:00'),
    to: bogota('2026-05-31 23:59'),
    timezone: 'America/Bogota',
  };
  return tallyBacktest(journey, backtest(portfolio, { journey, ...period, policy: openPolicy(3), holidays: NO_HOLIDAYS, ...plan }));
}
const pays = (when: string, account: string, amount = 18_490_000) => [when, 'payment.received', account, { amount }] as const;

describe('a backtest', () => {
  it('counts contacts, the accounts they told, and tasks, in document order', () => {
    expect(tried({ accounts: [{ id: 'a1' }, { id: 'a2' }, { id: 'b1', debtor: 'd2' }], events: [pays('2026-03-18 12:00', 'a2')] })).toEqual(
      {
        nodes: [
          { node: 'before', contacts: 2, accountsTold: 3, notSent: {} },
          { node: 'call', contacts: 2, accountsTold: 2, notSent: {} },
          { node: 'last', contacts: 2, accountsTold: 2, notSent: {} },
        ],
        enrollments: { cured: 1, told: 2 },
      },
    );
  });

  it('counts what was withheld by its reason, and runs under way as live', () => {
    const accounts = [
      { id: 'a1', openedAt: '2026-03-17T00:00:00-05:00' },
      { id: 'b1', debtor: 'd2', dueDate: '2026-06-30' },
    ];
    expect(tried({ accounts, debtors: [{ id: 'd1', email: null }, { id: 'd2' }] })).toEqual({
      nodes: [
        { node: 'before', contacts: 0, accountsTold: 0, notSent: { missed: 1 } },
        { node: 'call', contacts: 1, accountsTold: 1, notSent: {} },
        { node: 'last', contacts: 0, accountsTold: 0, notSent: { unreachable: 1 } },
      ],
      enrollments: { live: 1, told: 1 },
    });
  });

  it('counts an account that was told twice at one node once', () => {
    const twice = { nodes: [enterBySegment('in', undefined, 0), message('m'), exit('told')], ways: ['in > m', 'm > told'] };
    const { nodes } = tried(twice, { to: bogota('2026-03-02 23:59') });
    expect(nodes).toEqual([{ node: 'm', contacts: 2, accountsTold: 1, notSent: {} }]);
  });

  it('that begins later knows what happened before, without the journey having seen it', () => {
    const from = { from: bogota('2026-03-10 00:00') };
    expect(tried({ events: [pays('2026-03-05 12:00', 'a1')] }, from).enrollments).toEqual({});
    expect(tried({ events: [pays('2026-03-05 12:00', 'a1', 1)] }, from).enrollments).toEqual({ told: 1 });
    const opened = { nodes: [enterByEvent('in', 'account.opened'), exit('told')], ways: ['in > told'] };
    expect(tried({ ...opened, events: [['2026-03-05 12:00', 'account.opened', 'a1']] }, from).enrollments).toEqual({});
    expect(tried({ ...opened, events: [['2026-03-10 00:00', 'account.opened', 'a1']] }, from).enrollments).toEqual({ told: 1 });
  });

  it('holds an account’s balance true from when it begins to exist: payments from then on lower it', () => {
    const accounts = [{ openedAt: '2026-03-04T00:00:00-05:00' }];
    expect(tried({ accounts, events: [pays('2026-03-04 00:00', 'a1')] }).enrollments).toEqual({});
    expect(tried({ accounts, events: [pays('2026-03-03 23:59', 'a1')] }).enrollments).toEqual({ told: 1 });
    expect(tried({ accounts, events: [pays('2026-03-06 00:00', 'a1')] }, { from: bogota('2026-03-08 00:00') }).enrollments).toEqual({});
  });

  it('ends with its last instant', () => {
    const at = (to: string) => tried({}, { to: bogota(to) }).nodes[0]?.contacts;
    expect([at('2026-03-15 08:59:59.999'), at('2026-03-15 09:00')]).toEqual([0, 1]);
  });
});
