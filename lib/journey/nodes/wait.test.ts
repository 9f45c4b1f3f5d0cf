import { describe, expect, it } from 'vitest';
import { bogota, standing } from '../testing.ts';
import { waitNode } from './wait.ts';

const arrivedAt = bogota('2026-03-10 10:00');
const untilDue = waitNode.prepare({ until: { kind: 'due', days: 0, at: '09:00' } });

describe('a wait', () => {
  it('holds the run until its instant and lets it go at that very instant', () => {
    const until = bogota('2026-03-15 09:00');
    expect(untilDue.run(standing({ now: until - 1, arrivedAt }))).toEqual({ kind: 'wait', until, actedAt: null });
    expect(untilDue.run(standing({ now: until, arrivedAt }))).toEqual({ kind: 'leave', handle: 'next' });
  });

  it('for a time already past goes on at once, however long ago it was', () => {
    expect(untilDue.run(standing({ now: bogota('2027-01-01 00:00'), arrivedAt }))).toEqual({ kind: 'leave', handle: 'next' });
  });

  it('follows the due date where that changes', () => {
    const now = bogota('2026-03-12 10:00');
    const here = standing({ now, arrivedAt, account: { dueDate: '2026-03-20' } });
    expect(untilDue.run(here)).toEqual({ kind: 'wait', until: bogota('2026-03-20 09:00'), actedAt: null });
  });

  it('by a due date that nobody knows goes on at once', () => {
    expect(untilDue.run(standing({ now: arrivedAt, account: { dueDate: null } }))).toEqual({ kind: 'leave', handle: 'next' });
  });

  it('takes time only where it counts from the arrival', () => {
    expect(waitNode.takesTime({ until: { kind: 'due', days: 5, at: '09:00' } })).toBe(false);
    expect(waitNode.takesTime({ until: { kind: 'after', amount: 1, unit: 'hours' } })).toBe(true);
  });

  it('finds fault with a time that is none', () => {
    expect(waitNode.problems({ until: { kind: 'due', days: 0, at: '9 o’clock' } })).toEqual([{ code: 'bad-time', path: 'until.at' }]);
    expect(waitNode.problems({ until: { kind: 'now' } })).toEqual([]);
  });
});
