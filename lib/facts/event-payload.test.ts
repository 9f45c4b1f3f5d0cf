import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, isAccountEvent, isEventType, readEventPayload } from './event-payload.ts';

const problem = (type: string, payload: unknown) => {
  const read = readEventPayload(type, payload, '$[3]');
  return read.ok ? null : read.problems.map(({ path, message }) => `${path} ${message}`).join('; ');
};

describe('the data of an event', () => {
  it('is read as documented, and keys that are not documented are kept', () => {
    expect(readEventPayload('payment.received', { amount: 5, receipt: 'x' })).toEqual({ ok: true, value: { amount: 5, receipt: 'x' } });
    expect(readEventPayload('promise.made', { date: '2026-03-21' })).toEqual({ ok: true, value: { date: '2026-03-21' } });
    expect(readEventPayload('custom.visit', { any: [1] })).toEqual({ ok: true, value: { any: [1] } });
    expect(readEventPayload('dispute.opened', undefined)).toEqual({ ok: true, value: {} });
  });

  it('is refused with its place where it is not', () => {
    expect(problem('payment.received', {})).toMatch(/^\$\[3\]\.data\.amount amount: /);
    expect(problem('payment.received', { amount: 1.5 })).toBe('$[3].data.amount amount: must be a whole number of minor units');
    expect(problem('payment.reversed', { amount: -1 })).toBe('$[3].data.amount amount: must be above 0');
    expect(problem('due.changed', { dueDate: '2026-02-30' })).toBe('$[3].data.dueDate dueDate: is not a date (YYYY-MM-DD)');
    expect(problem('consent.denied', { channel: 'fax' })).toMatch(/^\$\[3\]\.data\.channel/);
    expect(problem('preference.set', { channel: 'sms', from: '8:00', source: 'x' })).toBe(
      '$[3].data.from from: is not a time of day (HH:MM)',
    );
    expect(problem('status.changed', { status: 'fine' })).toMatch(/^\$\[3\]\.data\.status/);
    expect(problem('paperless.set', 'yes')).toMatch(/^\$\[3\]\.data /);
  });

  it('is refused for the types that the server derives and for those that do not exist', () => {
    expect(problem('promise.kept', {})).toBe('$[3].type promise.kept is derived from payments and the calendar; post the payments instead');
    expect(problem('payment.recieved', {})).toBe('$[3].type "payment.recieved" is no event type; one of your own is written custom.<name>');
    expect([isEventType('custom.'), isEventType('custom.a b'), isEventType('promise.broken')]).toEqual([false, false, true]);
  });

  it('covers the 23 types of the specification', () => {
    expect(EVENT_TYPES.length).toBe(23);
    expect(EVENT_TYPES.filter(isAccountEvent).length).toBe(12);
  });
});
