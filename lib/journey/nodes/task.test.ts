import { describe, expect, it } from 'vitest';
import type { EventFact } from '#lib/facts/facts.ts';
import { bogota, standing } from '../testing.ts';
import { type TaskConfig, taskNode } from './task.ts';

const config: TaskConfig = { when: { kind: 'due', days: 0, at: '10:00' }, kind: 'call', queue: 'desk', expiresAfterDays: 2 };
const due = bogota('2026-03-15 10:00');
const arrivedAt = bogota('2026-03-01 00:00');
const call = taskNode.prepare(config);

describe('a task', () => {
  it('waits for its time, then puts its work in front of a person and waits for them', () => {
    expect(call.run(standing({ now: due - 1, arrivedAt }))).toEqual({ kind: 'wait', until: due, actedAt: null });
    const expiresAt = bogota('2026-03-17 10:00');
    expect(call.run(standing({ now: due, arrivedAt }))).toEqual({
      kind: 'wait',
      until: expiresAt,
      actedAt: due,
      effect: { kind: 'open-task', task: { kind: 'call', queue: 'desk', priority: null }, expiresAt },
      why: { due: '2026-03-15' },
    });
  });

  it('gives the work the number of the field that orders it; a text orders nothing', () => {
    const priority = (field: string) =>
      taskNode.prepare({ ...config, priority: field }).run(standing({ now: due, arrivedAt, account: { balance: 700, segment: 'gold' } }));
    expect(priority('account.balance')).toMatchObject({ effect: { task: { priority: 700 } } });
    expect(priority('account.segment')).toMatchObject({ effect: { task: { priority: null } } });
    expect(priority('account.nothing')).toMatchObject({ effect: { task: { priority: null } } });
  });

  it('that is open waits for its end and expires at that very instant', () => {
    const expiresAt = bogota('2026-03-17 10:00');
    expect(call.run(standing({ now: expiresAt - 1, arrivedAt, actedAt: due }))).toEqual({ kind: 'wait', until: expiresAt, actedAt: due });
    expect(call.run(standing({ now: expiresAt, arrivedAt, actedAt: due }))).toEqual({
      kind: 'leave',
      handle: 'expired',
      effect: { kind: 'close-task', status: 'expired', outcome: null },
    });
  });

  it('expires at the same time of day over a clock change', () => {
    const newYork = standing({
      now: Date.UTC(2026, 2, 7, 17),
      arrivedAt,
      account: { dueDate: '2026-03-07' },
      debtor: { zone: 'America/New_York' },
    });
    expect(call.run(newYork)).toMatchObject({ until: Date.UTC(2026, 2, 9, 16) });
  });

  it('whose moment was missed is never opened and leaves by expired', () => {
    expect(call.run(standing({ now: bogota('2026-03-16 00:00'), arrivedAt }))).toEqual({
      kind: 'leave',
      handle: 'expired',
      reason: 'missed',
      why: { due: '2026-03-15', at: bogota('2026-03-15 10:00'), arrivedAt: bogota('2026-03-01 00:00') },
    });
    const late = taskNode.prepare({ ...config, ifMissed: 'act' }).run(standing({ now: bogota('2026-03-16 00:00'), arrivedAt }));
    expect(late).toMatchObject({ kind: 'wait', effect: { kind: 'open-task' } });
  });

  it('leaves by what the person logs, done where they say nothing', () => {
    const hear = (payload: EventFact['payload'], more: Partial<EventFact> = {}, actedAt: number | null = due) => {
      const event = { type: 'task.completed', at: due, payload, ...more };
      return call.hear?.(standing({ now: event.at, arrivedAt, actedAt, event }), event) ?? null;
    };
    expect(hear({ outcome: 'promise' })).toEqual({ handle: 'promise', effect: { kind: 'close-task', status: 'done', outcome: 'promise' } });
    expect(hear({})).toEqual({ handle: 'done', effect: { kind: 'close-task', status: 'done', outcome: 'done' } });
    for (const outcome of ['expired', 'lunch', 7]) expect(hear({ outcome })).toBeNull();
    expect(hear({}, { type: 'payment.received' })).toBeNull();
    expect(hear({}, { at: due - 1 })).toBeNull();
    expect(hear({}, {}, null)).toBeNull();
  });

  it('has six ways out, of which only done and expired must be wired', () => {
    expect(taskNode.handles(config).map(({ id, optional }) => (optional ? `${id}?` : id))).toEqual([
      'done',
      'promise?',
      'noAnswer?',
      'refused?',
      'wrongParty?',
      'expired',
    ]);
  });

  it('names the field that orders its work to who checks the fields', () => {
    expect(taskNode.fields?.({ ...config, priority: 'account.score' })).toEqual([{ path: 'priority', field: 'account.score' }]);
    expect(taskNode.fields?.(config)).toEqual([]);
  });

  it('takes time, so that it may close a loop', () => {
    expect(taskNode.takesTime(config)).toBe(true);
  });

  it('finds fault with its times', () => {
    expect(taskNode.problems(config)).toEqual([]);
    const wrong = { ...config, when: { kind: 'due', days: 0, at: '25:00' } as const, graceDays: -1, expiresAfterDays: 0 };
    expect(taskNode.problems(wrong).map(({ path }) => path)).toEqual(['when.at', 'graceDays', 'expiresAfterDays']);
  });
});
