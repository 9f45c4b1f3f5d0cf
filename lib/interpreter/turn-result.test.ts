import { describe, expect, it } from 'vitest';
import { bogota } from '#lib/journey/testing.ts';
import type { RunningVersion } from './enter.ts';
import {
  all,
  due,
  enterByEvent,
  enterBySegment,
  exit,
  later,
  logsOf,
  message,
  type Story,
  surroundingsFor,
  task,
  versionOf,
  wait,
  waitEvent,
  wall,
} from './testing/story.ts';
import { turn } from './turn.ts';
import type { PendingEvent, TurnInput, TurnResult, World } from './world.ts';

/** The story's debtor as they stand once everything up to `until` has happened. */
function worldAt(story: Story, until: string): World {
  const [log] = logsOf({ ...story, to: until });
  if (!log) throw new Error('no debtor');
  return log.world;
}

/** One turn of the story's debtor; `events` are dated at its instant unless they say otherwise. */
function turnOf(
  story: Story,
  world: World,
  when: string,
  events: readonly Partial<PendingEvent>[] = [],
  look: TurnInput['look'] = 'none',
  versions?: readonly RunningVersion[],
): TurnResult {
  const now = bogota(when);
  const dated = events.map((event): PendingEvent => ({ type: 'custom.a', at: now, payload: {}, accountId: 'a1', ...event }));
  const surroundings = surroundingsFor(story);
  return turn(world, { events: dated, look }, { ...surroundings, versions: versions ?? surroundings.versions, now });
}

const paysAll = { type: 'payment.received', payload: { amount: 18_490_000 } };

describe('what a turn gives back', () => {
  const waiting: Story = { nodes: [enterBySegment(), wait('w', due(0)), message('m')], ways: ['in > w', 'w > m'] };

  it('is nothing where an event changes nothing for the journeys, but for the account it was folded into', () => {
    const result = turnOf(waiting, worldAt(waiting, '2026-03-02 00:00'), '2026-03-02 10:00', [{}]);
    expect(result).toMatchObject({ debtor: null, entered: [], moved: [], newContacts: [], trace: [], promises: [], derivedEvents: [] });
    expect(result.accounts.map(({ state, foldedUntil }) => [state.externalId, foldedUntil])).toEqual([['a1', bogota('2026-03-02 10:00')]]);
  });

  it('names each run that moved once, as it stands in the end', () => {
    const result = turnOf(waiting, worldAt(waiting, '2026-03-02 00:00'), '2026-03-20 09:00');
    expect(result.moved.map(({ status, outcome, seq, lastOutcome }) => [status, outcome, seq, lastOutcome])).toEqual([
      ['ended', 'end', 3, 'sent'],
    ]);
    expect(result.entered).toEqual([]);
    expect(result.accounts).toEqual([]);
  });

  it('names a run that moves to a later instant of the same step: its due date changed', () => {
    const result = turnOf(waiting, worldAt(waiting, '2026-03-02 00:00'), '2026-03-02 10:00', [
      { type: 'due.changed', payload: { dueDate: '2026-03-25' } },
    ]);
    expect(result.moved.map(({ node, seq, wakeAt }) => [node, seq, wakeAt && wall(wakeAt)])).toEqual([['w', 2, '03-25 09:00']]);
  });

  it('names a run that entered and ended in the turn among those that entered', () => {
    const short: Story = {
      nodes: [enterBySegment(), exit('out')],
      ways: ['in > out'],
      accounts: [{ openedAt: '2026-03-05T00:00:00-05:00' }],
    };
    const result = turnOf(short, worldAt(short, '2026-03-02 00:00'), '2026-03-05 00:00', [], 'all');
    expect(result.entered.map(({ status, outcome, run }) => [status, outcome, run])).toEqual([['ended', 'out', 1]]);
    expect(result.moved).toEqual([]);
  });

  it('holds the debtor only where an event concerned them', () => {
    const denied = turnOf(waiting, worldAt(waiting, '2026-03-02 00:00'), '2026-03-02 10:00', [
      { type: 'consent.denied', payload: { channel: 'sms' }, accountId: null },
    ]);
    expect(denied.debtor?.state.consent).toEqual({ sms: 'denied' });
    expect(denied.accounts).toEqual([]);
  });

  it('holds promises as they began and ended, and the events that follow from them', () => {
    const world = worldAt(waiting, '2026-03-02 00:00');
    const made = { type: 'promise.made', payload: { date: '2026-03-10', amount: 500 } };
    const paid = { type: 'payment.received', payload: { amount: 500 } };
    const result = turnOf(waiting, world, '2026-03-02 10:00', [made, paid, { ...made, payload: { date: '2026-03-12', amount: 900 } }]);
    expect(result.promises.map(({ number, status, amount, accountId }) => [number, status, amount, accountId])).toEqual([
      [1, 'kept', 500, 'a1'],
      [2, 'open', 900, 'a1'],
    ]);
    expect(result.derivedEvents.map(({ type, at, accountId }) => [type, wall(at), accountId])).toEqual([
      ['promise.kept', '03-02 10:00', 'a1'],
    ]);
    const promised = worldAt({ ...waiting, events: [['2026-03-02 10:00', 'promise.made', 'a1', made.payload]] }, '2026-03-02 10:00');
    const broken = turnOf(waiting, promised, '2026-03-11 00:00');
    expect(broken.promises.map(({ number, status, endedAt }) => [number, status, endedAt && wall(endedAt)])).toEqual([
      [1, 'broken', '03-11 00:00'],
    ]);
    expect(broken.derivedEvents.map(({ type }) => type)).toEqual(['promise.broken']);
    expect(broken.accounts[0]?.state).toMatchObject({ promise: null, brokenPromises: 1 });
  });
});

describe('a late event', () => {
  const waiting: Story = {
    nodes: [
      enterBySegment(),
      waitEvent('w', ['promise.broken', 'promise.kept'], { timeout: { amount: 60, unit: 'days' } }),
      exit('broken'),
      exit('kept'),
    ],
    ways: ['in > w', 'w.promise.broken > broken', 'w.promise.kept > kept'],
  };
  const promised: Story = { ...waiting, events: [['2026-03-02 10:00', 'promise.made', 'a1', { date: '2026-03-10', amount: 500 }]] };

  it('counts by its own time: a payment before the midnight keeps the promise that was taken for broken', () => {
    const watched = { ...promised, nodes: [enterBySegment(), wait('w', due(30)), exit('out')], ways: ['in > w', 'w > out'] };
    const world = worldAt(watched, '2026-03-12 00:00');
    expect(world.accounts[0]?.state.brokenPromises).toBe(1);
    const result = turnOf(watched, world, '2026-03-12 09:00', [
      { type: 'payment.received', at: bogota('2026-03-10 12:00'), payload: { amount: 500 } },
    ]);
    expect(result.accounts[0]?.state).toMatchObject({
      brokenPromises: 0,
      promise: null,
      paidTotal: 500,
      lastPaymentAt: bogota('2026-03-10 12:00'),
    });
    expect(result.derivedEvents.map(({ type, at }) => `${wall(at)} ${type}`)).toEqual(['03-10 12:00 promise.kept']);
    expect(result.promises.map(({ status }) => status)).toEqual(['kept']);
  });

  it('does not move what its time lies before: the run heard the break already', () => {
    expect(worldAt(promised, '2026-03-11 00:00').enrollments).toEqual([]);
  });
});

describe('tasks of a turn', () => {
  const desk: Story = {
    nodes: [enterBySegment(), task('t', { priority: 'account.balance' }), exit('out')],
    ways: ['in > t', 't > out', 't.promise > out'],
  };
  const closed = (when: string, events: readonly Partial<PendingEvent>[] = []) =>
    turnOf(desk, worldAt(desk, '2026-03-01 00:00'), when, events).closedTasks.map(({ key, status, outcome, at }) => [
      key,
      status,
      outcome,
      wall(at),
    ]);
  const key = { enrollmentId: 'a1/1/1', seq: 2 };

  it('are opened with their work and end', () => {
    const { openedTasks } = turnOf(
      desk,
      worldAt({ ...desk, accounts: [{ openedAt: '2026-03-05T00:00:00-05:00' }] }, '2026-03-01 00:00'),
      '2026-03-05 00:00',
      [],
      'all',
    );
    expect(openedTasks).toEqual([
      {
        key,
        node: 't',
        accountId: 'a1',
        work: { kind: 'call', queue: 'desk', priority: 18_490_000 },
        createdAt: bogota('2026-03-05 00:00'),
        expiresAt: bogota('2026-03-08 00:00'),
      },
    ]);
  });

  it('are closed as done, with what was logged', () => {
    expect(closed('2026-03-02 10:00', [{ type: 'task.completed', payload: { outcome: 'promise' } }])).toEqual([
      [key, 'done', 'promise', '03-02 10:00'],
    ]);
  });

  it('are closed as expired at their end, not before', () => {
    expect(closed('2026-03-04 00:00')).toEqual([[key, 'expired', null, '03-04 00:00']]);
    expect(closed('2026-03-03 23:59')).toEqual([]);
  });

  it('are cancelled where an exit rule ends the run', () => {
    expect(closed('2026-03-02 10:00', [paysAll])).toEqual([[key, 'cancelled', null, '03-02 10:00']]);
  });

  it('that were not opened yet need no closing', () => {
    const soon = { ...desk, nodes: [enterBySegment(), task('t', { when: due(0) }), exit('out')] };
    expect(turnOf(soon, worldAt(soon, '2026-03-01 00:00'), '2026-03-02 10:00', [paysAll]).closedTasks).toEqual([]);
  });
});

describe('versions and journeys', () => {
  const waiting: Story = {
    nodes: [enterBySegment(), wait('w', later(2, 'days')), waitEvent('h', ['custom.a']), message('m')],
    ways: ['in > w', 'w > h', 'h.custom.a > m'],
  };
  const paused = [versionOf(waiting, { paused: true })];

  it('that are paused neither admit nor step; their exit rules still end runs', () => {
    const fresh = worldAt({ ...waiting, accounts: [{ openedAt: '2026-03-05T00:00:00-05:00' }] }, '2026-03-01 00:00');
    expect(turnOf(waiting, fresh, '2026-03-05 00:00', [{}], 'all', paused).entered).toEqual([]);
    const world = worldAt(waiting, '2026-03-02 00:00');
    expect(turnOf(waiting, world, '2026-03-03 00:00', [], 'none', paused).moved).toEqual([]);
    expect(turnOf(waiting, world, '2026-03-03 00:00', [paysAll], 'none', paused).moved).toMatchObject([
      { status: 'ended', outcome: 'cured' },
    ]);
  });

  it('that are paused hear the event that a run waits for, and act on it when they go on', () => {
    const world = worldAt(waiting, '2026-03-03 00:00');
    const heard = turnOf(waiting, world, '2026-03-03 10:00', [{}], 'none', paused);
    expect(heard.moved).toMatchObject([{ node: 'm', wakeAt: bogota('2026-03-03 10:00') }]);
    expect(heard.newContacts).toEqual([]);
    const resumed = turnOf(waiting, { ...world, enrollments: heard.moved }, '2026-03-03 15:00');
    expect(resumed.newContacts).toHaveLength(1);
  });

  it('that are not the newest let nobody in, and those who are in go on', () => {
    const old = [versionOf(waiting, { admits: false })];
    const fresh = worldAt({ ...waiting, accounts: [{ openedAt: '2026-03-05T00:00:00-05:00' }] }, '2026-03-01 00:00');
    expect(turnOf(waiting, fresh, '2026-03-05 00:00', [], 'all', old).entered).toEqual([]);
    expect(turnOf(waiting, worldAt(waiting, '2026-03-02 00:00'), '2026-03-03 00:00', [], 'none', old).moved).toMatchObject([{ node: 'h' }]);
  });

  it('of two journeys take an account each, and one topic is told once', () => {
    const telling: Story = {
      nodes: [enterBySegment(), message('m', { topic: 'due' })],
      ways: ['in > m'],
      accounts: [{ openedAt: '2026-03-05T00:00:00-05:00' }],
    };
    const both = [
      versionOf(telling, { journeyId: 2, versionId: 7, key: 'b' }),
      versionOf(telling, { journeyId: 1, versionId: 3, key: 'a' }),
    ];
    const result = turnOf(telling, worldAt(telling, '2026-03-01 00:00'), '2026-03-05 00:00', [], 'all', both);
    expect(result.entered.map(({ journeyId, versionId, status }) => [journeyId, versionId, status])).toEqual([
      [2, 7, 'ended'],
      [1, 3, 'ended'],
    ]);
    // Steps go by account, then by the journey's key: `a` comes first.
    expect(result.newContacts.map(({ journeyId, versionId }) => [journeyId, versionId])).toEqual([[1, 3]]);
    expect(result.trace.filter(({ reason }) => reason === 'duplicate').map(({ enrollmentId }) => enrollmentId)).toEqual(['a1/2/1']);
  });

  it('of two journeys make a contact each at nodes of one name', () => {
    const telling: Story = {
      nodes: [enterBySegment(), message('m')],
      ways: ['in > m'],
      accounts: [
        { id: 'a1', openedAt: '2026-03-05T00:00:00-05:00' },
        { id: 'a2', openedAt: '2026-03-05T00:00:00-05:00' },
      ],
    };
    const both = [
      versionOf(telling, { journeyId: 1, versionId: 1, key: 'a' }),
      versionOf(telling, { journeyId: 2, versionId: 2, key: 'b' }),
    ];
    const result = turnOf(telling, worldAt(telling, '2026-03-01 00:00'), '2026-03-05 00:00', [], 'all', both);
    expect(result.newContacts.map(({ journeyId, accountIds }) => [journeyId, ...accountIds])).toEqual([
      [1, 'a1', 'a2'],
      [2, 'a1', 'a2'],
    ]);
  });

  it('hear an event each: it moves the run of one and lets the account into the other', () => {
    const byEvent: Story = {
      nodes: [enterByEvent('in', 'custom.a', all(['event.type', '=', 'custom.a'])), wait('w', later(9, 'days'))],
      ways: ['in > w'],
    };
    const both = [versionOf(waiting, { key: 'a' }), versionOf(byEvent, { journeyId: 2, versionId: 2, key: 'b' })];
    const result = turnOf(waiting, worldAt(waiting, '2026-03-03 00:00'), '2026-03-03 10:00', [{}], 'none', both);
    expect([result.moved.map(({ node }) => node), result.entered.map(({ journeyId, node }) => [journeyId, node])]).toEqual([
      ['m'],
      [[2, 'w']],
    ]);
  });
});

describe('a contact that was queued before the turn', () => {
  const telling: Story = {
    nodes: [enterBySegment(), message('m'), wait('w', later(9, 'days'))],
    ways: ['in > m', 'm > w'],
    accounts: [{ id: 'a1' }, { id: 'a2' }],
  };
  /** The world in which the contact still stands queued: nothing was dispatched yet. */
  const queued = (): World => {
    const world = worldAt(telling, '2026-03-01 00:00');
    return { ...world, contacts: world.contacts.map((contact) => ({ ...contact, status: 'queued' })) };
  };

  it('loses the account that pays, and keeps its key', () => {
    const { changedContacts, newContacts, trace } = turnOf(telling, queued(), '2026-03-01 00:01', [paysAll]);
    expect(changedContacts).toEqual([
      { key: { enrollmentId: 'a1/1/1', seq: 2 }, accountIds: ['a2'], enrollmentIds: ['a2/1/1'], status: 'queued', reason: null },
    ]);
    expect(newContacts).toEqual([]);
    expect(
      trace.filter(({ reason }) => reason !== null).map(({ accountId, node, outcome, reason }) => [accountId, node, outcome, reason]),
    ).toEqual([['a1', 'm', 'cancelled', 'exit']]);
  });

  it('is cancelled where the last account pays', () => {
    const { changedContacts } = turnOf(telling, queued(), '2026-03-01 00:01', [paysAll, { ...paysAll, accountId: 'a2' }]);
    expect(changedContacts).toMatchObject([{ status: 'cancelled', reason: 'exit', accountIds: ['a2'] }]);
  });

  it('that was sent is left alone', () => {
    expect(turnOf(telling, worldAt(telling, '2026-03-01 00:00'), '2026-03-01 00:01', [paysAll]).changedContacts).toEqual([]);
  });
});
