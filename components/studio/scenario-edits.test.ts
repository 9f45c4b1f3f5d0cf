import { describe, expect, it } from 'vitest';
import type { ScenarioCase } from '#lib/api/journey-scenarios.ts';
import { eventOf, hasReach, instantAt, wallTime, withEntry, withExpected, withReach } from './scenario-edits.ts';

const CASE: ScenarioCase = {
  name: 'Paga',
  workspace: { timezone: 'America/Santiago' },
  from: '2026-09-01T13:00:00Z',
  to: '2026-09-20T13:00:00Z',
  debtors: [{ id: 'd1', email: 'd1@example.com' }],
  accounts: [{ id: 'a1', debtor: 'd1', balance: 500 }],
  events: [],
  expect: {},
};

describe('a case that is written in a form', () => {
  it('tells times on the clock of its people, before and after a clock change, and keeps what is half typed out', () => {
    expect(wallTime('2026-09-01T13:00:00Z', 'America/Santiago')).toBe('2026-09-01T09:00');
    expect(wallTime('2026-09-20T13:00:00Z', 'America/Santiago')).toBe('2026-09-20T10:00');
    for (const at of ['2026-09-01T13:00:00Z', '2026-09-20T13:00:00Z'])
      expect(Date.parse(instantAt(wallTime(at, 'America/Santiago'), 'America/Santiago') ?? '')).toBe(Date.parse(at));
    expect(['', '2026-09-31T09:00', '2026-09-01'].map((wall) => instantAt(wall, 'America/Santiago'))).toEqual([null, null, null]);
    expect(wallTime(7, 'America/Santiago')).toBe('');
  });

  it('has entries added, changed and taken away, and leaves the case before as it was', () => {
    const payment = eventOf('payment.received', { at: CASE.to, account: 'a1', amount: 500 });
    const added = withEntry(CASE, 'events', 0, payment);
    expect(added.events).toEqual([{ at: CASE.to, type: 'payment.received', account: 'a1', data: { amount: 500 } }]);
    expect(withEntry(added, 'events', 0, null)).toEqual(CASE);
    expect(withEntry(CASE, 'events', 0, null)).toEqual(CASE);
    const expected = withExpected(CASE, 'contacts', 0, { node: 'told' });
    expect(expected.expect).toEqual({ contacts: [{ node: 'told' }] });
    expect(withExpected(expected, 'contacts', 0, { node: 'other' }).expect).toEqual({ contacts: [{ node: 'other' }] });
    expect(CASE.expect).toEqual({});
  });

  it('says of whom an event is, and what one of its kind must say', () => {
    expect(eventOf('contact.replied', { at: CASE.to, debtor: 'd1', amount: 0 })).toEqual({
      at: CASE.to,
      type: 'contact.replied',
      debtor: 'd1',
    });
    expect(eventOf('payment.received', { at: CASE.to, account: 'a1', amount: 0 }).data).toEqual({ amount: 1 });
    expect(eventOf('promise.made', { at: CASE.to, account: 'a1', amount: 0 }).data).toEqual({ date: '2026-09-20' });
  });

  it('knows by what its people are reached', () => {
    expect([hasReach(CASE, 'email'), hasReach(CASE, 'whatsapp')]).toEqual([true, false]);
    const other = withReach(withReach(CASE, 'email', false), 'whatsapp', true);
    expect([hasReach(other, 'email'), hasReach(other, 'whatsapp')]).toEqual([false, true]);
  });
});
