import { describe, expect, it } from 'vitest';
import { bogota } from '#lib/journey/testing.ts';
import type { ContactRecord } from '#lib/policy/verdict.ts';
import type { Reaction } from './outside.ts';
import { resumeDebtor, simulateDebtor } from './simulate-debtor.ts';
import { due, enterBySegment, exit, logsOf, message, type Story, surroundingsFor, wait, waitEvent, wall } from './testing/story.ts';
import type { PendingEvent, World } from './world.ts';

const story: Story = {
  nodes: [enterBySegment(), message('m', { topic: 'due' }), waitEvent('w', ['custom.a']), exit('heard'), exit('late')],
  ways: ['in > m', 'm > w', 'w.custom.a > heard', 'w > late'],
};
const surroundings = surroundingsFor(story);
const wall26 = (at: number) => `2026-${wall(at)}`;
const event = (at: string): PendingEvent => ({ type: 'custom.a', at: bogota(at), payload: {}, accountId: 'a1' });

/** The story up to an instant, without its events. */
function until(to: string) {
  const [log] = logsOf({ ...story, to });
  if (!log) throw new Error('no debtor');
  return log;
}
const endings = (log: ReturnType<typeof until>) => log.enrollments.map(({ outcome, endedAt }) => [outcome, endedAt && wall(endedAt)]);

describe('a run that goes on', () => {
  it('is as if it had never stopped, and says up to when everything has happened', () => {
    const log = resumeDebtor(until('2026-03-02 12:34'), [], bogota('2026-04-30 00:00'), surroundings);
    expect(log).toEqual(until('2026-04-30 00:00'));
    expect([until('2026-03-02 12:34').until, log.until]).toEqual([bogota('2026-03-02 12:34'), bogota('2026-04-30 00:00')]);
  });

  it('sees an event that came in meanwhile at the millisecond after it stopped', () => {
    const log = resumeDebtor(until('2026-03-02 12:00'), [event('2026-03-01 10:00')], bogota('2026-03-10 00:00'), surroundings);
    expect(endings(log)).toEqual([['heard', '03-02 12:00:00.001']]);
    expect(log.pending).toEqual([]);
  });

  it('keeps for later what has not happened yet', () => {
    const waiting = resumeDebtor(until('2026-03-01 12:00'), [event('2026-03-03 10:00')], bogota('2026-03-02 00:00'), surroundings);
    expect(waiting.pending.map(({ at }) => wall(at))).toEqual(['03-03 10:00']);
    expect(endings(resumeDebtor(waiting, [], bogota('2026-03-10 00:00'), surroundings))).toEqual([['heard', '03-03 10:00']]);
  });

  it('shows late events in the order in which they came, before those of its next instant', () => {
    const dueOn = (at: string, dueDate: string): PendingEvent => ({ ...event(at), type: 'due.changed', payload: { dueDate } });
    const log = resumeDebtor(
      until('2026-03-02 12:00'),
      [dueOn('2026-03-02 10:00', '2026-04-01'), dueOn('2026-03-02 10:00', '2026-04-02'), dueOn('2026-03-02 09:00', '2026-04-03')],
      bogota('2026-03-03 00:00'),
      surroundings,
    );
    expect(log.world.accounts[0]?.state.dueDate).toBe('2026-04-02');
  });

  it('does nothing where the time to come lies behind it', () => {
    const log = until('2026-03-02 12:00');
    expect(resumeDebtor(log, [], bogota('2026-03-01 00:00'), surroundings)).toEqual(log);
  });
});

describe('what a debtor was told before the run', () => {
  const earlier: ContactRecord = {
    enrollmentId: 'other',
    seq: 4,
    journeyId: 9,
    node: 'm',
    channel: 'email',
    topic: 'due',
    queuedAt: bogota('2026-02-27 00:00'),
    status: 'sent',
    accountIds: ['a1'],
    enrollmentIds: ['other'],
  };

  it('counts for topics, from beginning to end', () => {
    const fresh = until('2026-03-01 00:00').world;
    const world = { ...fresh, contacts: [earlier], enrollments: [], earlierRuns: new Map() };
    const log = simulateDebtor(world, [], bogota('2026-03-01 00:00'), bogota('2026-03-09 00:00'), surroundings);
    expect(log.trace.map(({ reason }) => reason).filter((reason) => reason !== null)).toEqual(['duplicate']);
    expect([log.contacts, log.world.contacts]).toEqual([[], [earlier]]);
    const later = simulateDebtor(world, [], bogota('2026-03-02 00:00'), bogota('2026-03-09 00:00'), surroundings);
    expect(later.world.contacts.map(({ enrollmentId }) => enrollmentId)).toEqual(['other', 'a1/1/1']);
    expect(resumeDebtor(later, [event('2026-03-09 10:00')], bogota('2026-03-10 00:00'), surroundings).world.contacts).toHaveLength(2);
  });
});

describe('people who answer', () => {
  const answering = (happens: (world: World) => boolean) => ({
    ...surroundings,
    outside: {
      told: (_: unknown, __: unknown, now: number): readonly Reaction[] => [
        { at: now + 3_600_000, happen: (world) => (happens(world) ? [event(wall26(now + 3_600_000))] : []) },
      ],
    },
  });
  const start = until('2026-03-01 00:00');
  const fresh = { ...start.world, contacts: [], enrollments: [], earlierRuns: new Map() };
  const run = (happens: (world: World) => boolean, to: string) =>
    simulateDebtor(fresh, [], bogota('2026-03-01 00:00'), bogota(to), answering(happens));

  it('are heard by the journey at the time of their answer, if they still mean it then', () => {
    expect(endings(run(() => true, '2026-03-20 00:00'))).toEqual([['heard', '03-01 01:00']]);
    expect(endings(run(({ accounts }) => accounts.length > 1, '2026-03-03 00:00'))).toEqual([[null, null]]);
  });

  it('remember what they mean to do where the run stops before', () => {
    const log = run(() => true, '2026-03-01 00:30');
    expect([log.reactions.length, endings(log)]).toEqual([1, [[null, null]]]);
    const later = resumeDebtor(
      log,
      [],
      bogota('2026-03-20 00:00'),
      answering(() => true),
    );
    expect([later.reactions.length, endings(later)]).toEqual([0, [['heard', '03-01 01:00']]]);
  });
});

it('a debtor to whom nothing can happen any more is left alone', () => {
  const quiet: Story = { nodes: [enterBySegment(), wait('t', due(0)), exit('x')], ways: ['in > t', 't > x'] };
  const [log] = logsOf({ ...quiet, to: '2026-04-30 00:00' });
  expect(log?.trace.map(({ at, node, outcome }) => `${wall(at)} ${node} ${outcome}`)).toEqual([
    '03-01 00:00 in next',
    '03-20 09:00 t next',
    '03-20 09:00 x exit',
  ]);
});
