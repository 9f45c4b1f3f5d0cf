import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, startOfDay } from '#lib/base/civil.ts';
import { parseInstant } from '#lib/base/instant.ts';
import { quick } from '#lib/testing/thorough.ts';
import type { AccountState } from './account.ts';
import { type AccountAsOf, applyAccountEvent, foldAccount, foldedAfterBreak, importedAccount, settlePromise } from './account-events.ts';
import type { EventFact } from './facts.ts';

const ZONE = 'America/Bogota';
const at = (text: string) => parseInstant(`${text}-05:00`) ?? Number.NaN;
const event = (time: string, type: string, payload: Record<string, unknown> = {}): EventFact => ({ at: at(time), type, payload });
const fresh = (balance = 100_00, more = {}) =>
  importedAccount(
    { externalId: 'a1', debtorExternalId: 'd1', currency: 'COP', balance, dueDate: '2026-03-20', status: 'current', ...more },
    'i',
    'd',
  );
const AS_OF = at('2026-03-01T00:00:00');
const END = at('2026-12-31T00:00:00');
const fold = (events: EventFact[], imported = fresh(), asOf: AccountAsOf = AS_OF, until = END) =>
  foldAccount(imported, events, ZONE, asOf, until);

describe('payments', () => {
  it('lower the balance, never below zero, and record the surplus', () => {
    const { state } = fold([event('2026-03-05T10:00:00', 'payment.received', { amount: 120_00 })]);
    expect(state).toMatchObject({ balance: 0, surplus: 20_00, paidTotal: 120_00, lastPaymentAmount: 120_00, status: 'current' });
    expect(state.lastPaymentAt).toBe(at('2026-03-05T10:00:00'));
  });

  it('before the import are counted but leave the imported balance', () => {
    const { state } = fold([event('2026-02-28T23:59:59', 'payment.received', { amount: 30_00 })]);
    expect(state).toMatchObject({ balance: 100_00, surplus: 0, paidTotal: 30_00, lastPaymentAmount: 30_00 });
  });

  it('at the very instant of the import lower it', () => {
    expect(fold([event('2026-03-01T00:00:00', 'payment.received', { amount: 30_00 })]).state.balance).toBe(70_00);
  });

  it('that are reversed take from the surplus first', () => {
    const paid = fold([
      event('2026-03-05T10:00:00', 'payment.received', { amount: 120_00 }),
      event('2026-03-06T10:00:00', 'payment.reversed', { amount: 50_00 }),
    ]);
    expect(paid.state).toMatchObject({ balance: 30_00, surplus: 0, paidTotal: 70_00 });
  });
});

describe('promises', () => {
  const made = event('2026-03-19T18:00:00', 'promise.made', { date: '2026-03-21', amount: 60_00 });

  it('break at the midnight after their date in the zone of the debtor', () => {
    const { state, derived, promises } = fold([made]);
    expect(state).toMatchObject({ promise: null, brokenPromises: 1, promisesMade: 1 });
    expect(derived).toEqual([
      { type: 'promise.broken', at: at('2026-03-22T00:00:00'), payload: { number: 1, amount: 60_00, date: '2026-03-21' } },
    ]);
    expect(promises).toEqual([
      { number: 1, amount: 60_00, date: '2026-03-21', status: 'broken', madeAt: made.at, endedAt: at('2026-03-22T00:00:00') },
    ]);
  });

  it('stay open until that midnight and not a millisecond less', () => {
    const open = applyAccountEvent(fresh(), made, ZONE, AS_OF).state;
    const midnight = at('2026-03-22T00:00:00');
    expect(settlePromise(open, midnight - 1)).toMatchObject({ broke: false, state: { brokenPromises: 0 } });
    const broken = settlePromise(open, midnight);
    expect(broken).toMatchObject({ broke: true, state: { brokenPromises: 1, promise: null } });
    expect(broken.promises[0] && foldedAfterBreak(broken.promises[0])).toBe(midnight + 1);
  });

  it('are kept as soon as the payments since they were made reach the amount', () => {
    const { state, derived, promises } = fold([
      event('2026-03-19T17:00:00', 'payment.received', { amount: 10_00 }),
      made,
      event('2026-03-20T09:00:00', 'payment.received', { amount: 20_00 }),
      event('2026-03-21T23:00:00', 'payment.received', { amount: 40_00 }),
    ]);
    expect(state).toMatchObject({ promise: null, brokenPromises: 0, balance: 30_00 });
    expect(derived).toEqual([
      { type: 'promise.kept', at: at('2026-03-21T23:00:00'), payload: { number: 1, amount: 60_00, date: '2026-03-21' } },
    ]);
    expect(promises.map((promise) => [promise.status, promise.endedAt])).toEqual([['kept', at('2026-03-21T23:00:00')]]);
  });

  it('are not kept by what is paid in part, nor by what is reversed', () => {
    const part = [made, event('2026-03-20T09:00:00', 'payment.received', { amount: 59_99 })];
    expect(fold(part, fresh(), AS_OF, at('2026-03-21T12:00:00')).state.promise?.paid).toBe(59_99);
    const reversed = [...part, event('2026-03-20T10:00:00', 'payment.reversed', { amount: 59_99 })];
    expect(fold([...reversed, event('2026-03-21T09:00:00', 'payment.received', { amount: 1 })]).state.brokenPromises).toBe(1);
  });

  it('replace the open one, which is then cancelled and never broken', () => {
    const again = event('2026-03-20T09:00:00', 'promise.made', { date: '2026-03-25' });
    const { state, derived, promises } = fold([made, again], fresh(), AS_OF, at('2026-03-24T00:00:00'));
    expect(state.promise).toMatchObject({ date: '2026-03-25', amount: 100_00, paid: 0 });
    expect([state.brokenPromises, state.promisesMade, derived.length]).toEqual([0, 2, 0]);
    expect(promises.map(({ number, status, endedAt }) => [number, status, endedAt])).toEqual([
      [1, 'cancelled', again.at],
      [2, 'open', null],
    ]);
  });

  it('for a day already over break at once, at the instant they were made', () => {
    const late = event('2026-03-19T18:00:00', 'promise.made', { date: '2026-03-17', amount: 1 });
    expect(fold([late]).promises).toMatchObject([{ status: 'broken', endedAt: late.at }]);
  });

  it('meet a payment at their very midnight before they break, since events come before the calendar', () => {
    expect(fold([made, event('2026-03-22T00:00:00', 'payment.received', { amount: 60_00 })]).state.brokenPromises).toBe(0);
    expect(fold([made, event('2026-03-22T00:00:01', 'payment.received', { amount: 60_00 })]).state.brokenPromises).toBe(1);
  });

  it('count where they were made before the import', () => {
    const early = event('2026-02-20T10:00:00', 'promise.made', { date: '2026-02-25', amount: 5_00 });
    expect(fold([early]).state.brokenPromises).toBe(1);
    expect(fold([early, event('2026-02-24T10:00:00', 'payment.received', { amount: 5_00 })]).promises[0]?.status).toBe('kept');
  });
});

describe('status and due date', () => {
  it('that a dispute was opened is kept when it is closed, and when an import has said another status since', () => {
    const opened = event('2026-03-05T10:00:00', 'dispute.opened');
    expect(fold([opened, event('2026-03-06T10:00:00', 'dispute.closed')]).state).toMatchObject({ disputedAt: opened.at });
    const known = { balance: opened.at, dueDate: null, status: opened.at + 1 };
    expect(applyAccountEvent(fold([]).state, opened, 'America/Bogota', known).state).toMatchObject({
      status: 'current',
      disputedAt: opened.at,
    });
  });

  it('a dispute is remembered and closing it restores the status before', () => {
    const opened = event('2026-03-05T10:00:00', 'dispute.opened');
    expect(fold([opened]).state).toMatchObject({ status: 'disputed', statusBeforeDispute: 'current' });
    const closed = event('2026-03-06T10:00:00', 'dispute.closed');
    expect(fold([opened, opened, closed]).state).toMatchObject({ status: 'current', statusBeforeDispute: null });
    expect(fold([opened, event('2026-03-05T11:00:00', 'status.changed', { status: 'legal' }), closed]).state.status).toBe('legal');
  });

  it('account.cancelled, status.changed and due.changed set what they say', () => {
    expect(fold([event('2026-03-05T10:00:00', 'account.cancelled')]).state.status).toBe('cancelled');
    expect(fold([event('2026-03-05T10:00:00', 'status.changed', { status: 'written_off' })]).state.status).toBe('written_off');
    expect(fold([event('2026-03-05T10:00:00', 'due.changed', { dueDate: '2026-04-01' })]).state.dueDate).toBe('2026-04-01');
  });

  it('from before the import are overruled by it, but fill what it left empty', () => {
    const before = [event('2026-02-05T10:00:00', 'due.changed', { dueDate: '2026-04-01' }), event('2026-02-05T10:00:00', 'dispute.opened')];
    expect(fold(before).state).toMatchObject({ dueDate: '2026-03-20', status: 'current' });
    const empty = fresh(100_00, { dueDate: null, status: undefined });
    expect(fold(before, empty, { balance: AS_OF, dueDate: null, status: null }).state).toMatchObject({
      dueDate: '2026-04-01',
      status: 'disputed',
    });
  });

  it('types that change nothing change nothing', () => {
    const none = ['account.opened', 'invoice.issued', 'link.opened', 'custom.visit', 'contact.sent'].map((type) =>
      event('2026-03-05T10:00:00', type),
    );
    expect(fold(none).state).toEqual(fresh());
  });
});

/** Whole and half days of a month, so that events often share an instant, a midnight or a promised day. */
const START = startOfDay('2026-02-20', ZONE);
const moment = fc.integer({ min: 0, max: 90 }).map((halfDays) => START + halfDays * 43_200_000);
const amount = fc.integer({ min: 1, max: 8 }).map((units) => units * 15_00);
const day = fc.integer({ min: 0, max: 45 }).map((days) => addDays('2026-02-20', days));
const anyEvent = fc
  .tuple(
    moment,
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ type: fc.constant('payment.received'), payload: fc.record({ amount }) }) },
      { weight: 2, arbitrary: fc.record({ type: fc.constant('payment.reversed'), payload: fc.record({ amount }) }) },
      {
        weight: 3,
        arbitrary: fc.record({ type: fc.constant('promise.made'), payload: fc.record({ date: day, amount }, { requiredKeys: ['date'] }) }),
      },
      { weight: 1, arbitrary: fc.record({ type: fc.constant('due.changed'), payload: fc.record({ dueDate: day }) }) },
      {
        weight: 2,
        arbitrary: fc.record({ type: fc.constantFrom('dispute.opened', 'dispute.closed', 'account.cancelled'), payload: fc.constant({}) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant('status.changed'),
          payload: fc.record({ status: fc.constantFrom('legal', 'disputed', 'overdue') }),
        }),
      },
    ),
  )
  .map(([when, what]): EventFact => ({ at: when, ...what }));
const someEvents = fc.array(anyEvent, { maxLength: 14 });
const asOf = fc.oneof(moment, fc.record({ balance: moment, dueDate: fc.option(moment), status: fc.option(moment) }));

describe('whatever happens', () => {
  it('applying events one after another, with midnights settled whenever one looks, is the fold', () => {
    const seen = { broken: 0, kept: 0, cancelled: 0, surplus: 0, sameInstant: 0, beforeImport: 0 };
    fc.assert(
      fc.property(someEvents, asOf, fc.array(moment, { maxLength: 5 }), (events, base, looks) => {
        const sorted = events.toSorted((a, b) => a.at - b.at);
        let state: AccountState = fresh();
        const derived: EventFact[] = [];
        for (const [i, next] of sorted.entries()) {
          for (const look of looks.toSorted((a, b) => a - b)) {
            if (look >= next.at || look < (sorted[i - 1]?.at ?? 0)) continue;
            const settled = settlePromise(state, look);
            state = settled.state;
            derived.push(...settled.derived);
          }
          const step = applyAccountEvent(state, next, ZONE, base);
          state = step.state;
          derived.push(...step.derived);
        }
        const last = settlePromise(state, END);
        const whole = foldAccount(fresh(), events, ZONE, base, END);
        expect(last.state).toEqual(whole.state);
        expect([...derived, ...last.derived]).toEqual(whole.derived);
        for (const promise of whole.promises) if (promise.status !== 'open') seen[promise.status]++;
        if (whole.state.surplus > 0) seen.surplus++;
        if (sorted.some((e, i) => sorted[i + 1]?.at === e.at)) seen.sameInstant++;
        if (sorted.some((e) => e.at < (typeof base === 'number' ? base : base.balance))) seen.beforeImport++;
      }),
      quick,
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50);
  });

  it('the order of arrival does not matter where the instants differ', () => {
    const distinct = fc.uniqueArray(anyEvent, { selector: (e) => e.at, maxLength: 10 });
    fc.assert(
      fc.property(
        distinct.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }))),
        asOf,
        ([events, shuffled], base) => {
          expect(foldAccount(fresh(), shuffled, ZONE, base, END)).toEqual(foldAccount(fresh(), events, ZONE, base, END));
        },
      ),
      quick,
    );
  });

  it('a payment and its reversal leave balance, surplus, total and open promise as they were', () => {
    fc.assert(
      fc.property(someEvents, asOf, fc.integer({ min: 1, max: 300_00 }), (events, base, paid) => {
        const { state } = foldAccount(fresh(), events, ZONE, base, START + 95 * 43_200_000);
        const when = START + 95 * 43_200_000 + 1;
        const received = applyAccountEvent(state, { at: when, type: 'payment.received', payload: { amount: paid } }, ZONE, base);
        const after = applyAccountEvent(
          received.state,
          { at: when, type: 'payment.reversed', payload: { amount: paid } },
          ZONE,
          base,
        ).state;
        fc.pre(received.derived.length === 0);
        expect({ ...after, lastPaymentAt: null, lastPaymentAmount: null }).toEqual({
          ...state,
          lastPaymentAt: null,
          lastPaymentAmount: null,
        });
      }),
      quick,
    );
  });

  it('the balance and the surplus are never negative, and what was paid is accounted for', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const { state } = foldAccount(fresh(), events, ZONE, START, END);
        expect(state.balance).toBeGreaterThanOrEqual(0);
        expect(state.surplus).toBeGreaterThanOrEqual(0);
        expect(100_00 - state.balance + state.surplus).toBe(state.paidTotal);
      }),
      quick,
    );
  });

  it('every promise made ends as kept, broken or cancelled, one record each', () => {
    fc.assert(
      fc.property(someEvents, asOf, (events, base) => {
        const { state, promises } = foldAccount(fresh(), events, ZONE, base, END);
        expect(promises.map((promise) => promise.number)).toEqual(promises.map((_, i) => i + 1));
        expect(promises.length).toBe(state.promisesMade);
        expect(promises.filter((promise) => promise.status === 'broken').length).toBe(state.brokenPromises);
        expect(promises.some((promise) => promise.status === 'open')).toBe(false);
      }),
      quick,
    );
  });
});
