import { describe, expect, it } from 'vitest';
import type { EventFact } from '#lib/facts/facts.ts';
import { bogota, standing } from '../testing.ts';
import { waitEventNode } from './wait-event.ts';

const arrivedAt = bogota('2026-03-10 10:00');
const bigPayment = waitEventNode.prepare({
  events: ['payment.received', 'contact.replied'],
  where: {
    combinator: 'or',
    rules: [
      { field: 'event.amount', operator: '>=', value: 100 },
      { field: 'event.type', operator: '=', value: 'contact.replied' },
    ],
  },
  timeout: { amount: 3, unit: 'days' },
});

function hear(event: Partial<EventFact>) {
  const shown = { type: 'payment.received', at: arrivedAt + 1, payload: { amount: 100 }, ...event };
  return bigPayment.hear?.(standing({ now: Math.max(shown.at, arrivedAt), arrivedAt, event: shown }), shown) ?? null;
}

describe('a wait for an event', () => {
  it('hears an event strictly after its arrival', () => {
    expect(hear({})).toEqual({ handle: 'payment.received' });
    expect(hear({ at: arrivedAt })).toBeNull();
    expect(hear({ at: arrivedAt - 1 })).toBeNull();
  });

  it('leaves by the name of the event that it heard', () => {
    expect(hear({ type: 'contact.replied', payload: {} })).toEqual({ handle: 'contact.replied' });
  });

  it('hears nothing else, nor what its condition keeps out', () => {
    expect(hear({ type: 'promise.made', payload: { amount: 100 } })).toBeNull();
    expect(hear({ payload: { amount: 99 } })).toBeNull();
    expect(hear({ payload: {} })).toBeNull();
  });

  it('waits for its timeout from the arrival, to the same time of day, and then leaves by it', () => {
    const until = bogota('2026-03-13 10:00');
    expect(bigPayment.run(standing({ now: until - 1, arrivedAt }))).toEqual({ kind: 'wait', until, actedAt: null });
    expect(bigPayment.run(standing({ now: until, arrivedAt }))).toEqual({ kind: 'leave', handle: 'timeout' });
  });

  it('may time out by hours or business days', () => {
    const holidays = new Map([['CO', new Set(['2026-03-11'])]]);
    const until = (unit: 'hours' | 'businessDays') =>
      waitEventNode
        .prepare({ events: ['custom.a'], timeout: { amount: 1, unit } })
        .run(standing({ now: arrivedAt, holidays, debtor: { country: 'CO' } }));
    expect(until('hours')).toMatchObject({ until: bogota('2026-03-10 11:00') });
    expect(until('businessDays')).toMatchObject({ until: bogota('2026-03-12 10:00') });
  });

  it('has a way out for each event and one for the timeout', () => {
    const handles = waitEventNode.handles({ events: ['a', 'b'], timeout: { amount: 1, unit: 'days' } });
    expect(handles).toEqual([
      { id: 'a', optional: false },
      { id: 'b', optional: false },
      { id: 'timeout', optional: false },
    ]);
  });

  it('finds fault with a timeout that takes no time', () => {
    const problems = (amount: number) => waitEventNode.problems({ events: ['a'], timeout: { amount, unit: 'days' } });
    expect(problems(1)).toEqual([]);
    expect(problems(0)).toEqual([{ code: 'bad-time', path: 'timeout.amount' }]);
    expect(problems(-1)).toEqual([{ code: 'bad-time', path: 'timeout.amount' }]);
  });

  it('takes time, so that it may close a loop', () => {
    expect(waitEventNode.takesTime(waitEventNode.defaults)).toBe(true);
  });

  it('says what it listens to', () => {
    expect(waitEventNode.listensTo?.({ events: ['a', 'b'], timeout: { amount: 1, unit: 'days' } })).toEqual(['a', 'b']);
  });
});
