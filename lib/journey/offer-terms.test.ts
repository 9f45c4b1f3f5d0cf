import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lastPromiseDay, termsOf } from './offer-terms.ts';

const account = (balanceMinor: number) => ({ id: 'a', currency: 'COP', balanceMinor });

it('divides a balance into instalments that are the whole of it, a month apart, none empty', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e12 }), fc.integer({ min: 1, max: 120 }), (balance, instalments) => {
      const terms = termsOf({ kind: 'plan', instalments }, account(balance), '2026-01-31');
      const parts = terms.kind === 'plan' ? terms.instalments.map(({ amountMinor }) => amountMinor) : [];
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(balance);
      expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
      expect(Math.min(...parts)).toBeGreaterThan(0);
    }),
  );
  expect(termsOf({ kind: 'plan' }, account(100), '2026-01-31')).toEqual({
    kind: 'plan',
    instalments: [
      { date: '2026-01-31', amountMinor: 34 },
      { date: '2026-02-28', amountMinor: 33 },
      { date: '2026-03-31', amountMinor: 33 },
    ],
  });
});

it('takes a discount off in favour of who pays', () => {
  expect(termsOf({ kind: 'discount', percent: 15 }, account(99_999), '2026-01-31')).toEqual({
    kind: 'discount',
    percent: 15,
    beforeMinor: 99_999,
    afterMinor: 84_999,
  });
  expect(termsOf({ kind: 'discount' }, account(100), '2026-01-31')).toMatchObject({ percent: 10, afterMinor: 90 });
});

it('lets a promise be given up to its last day', () => {
  expect(termsOf({ kind: 'promise' }, account(5), '2026-01-31')).toEqual({ kind: 'promise', amountMinor: 5 });
  expect(lastPromiseDay({ kind: 'promise', withinDays: 3 }, '2026-01-31')).toBe('2026-02-03');
  expect(lastPromiseDay({ kind: 'promise' }, '2026-01-31')).toBe('2026-02-15');
});

it('says nothing of what nobody owes', () => {
  expect(() => termsOf({ kind: 'promise' }, account(0), '2026-01-31')).toThrow('nothing is owed');
});
