import { describe, expect, it } from 'vitest';
import type { AccountState } from '#lib/facts/account.ts';
import { foldAccount } from '#lib/facts/account-events.ts';
import { PLAIN_ACCOUNT, PLAIN_DEBTOR } from '#lib/facts/testing.ts';
import { bogota } from '#lib/journey/testing.ts';
import { enterBySegment, surroundingsFor } from './testing/story.ts';
import { turn } from './turn.ts';
import type { PendingEvent, World } from './world.ts';

const zone = 'America/Bogota';
const story = { nodes: [enterBySegment()], ways: [] };

const folded = <State>(state: State) => ({ state, foldedUntil: null, base: { imported: state, asOf: 0, past: [] } });
const fresh: World = {
  debtor: folded(PLAIN_DEBTOR),
  accounts: [folded(PLAIN_ACCOUNT)],
  enrollments: [],
  earlierRuns: new Map(),
  contacts: [],
};

const event = (at: string, type: string, payload: PendingEvent['payload'] = {}): PendingEvent => ({
  at: bogota(at),
  type,
  payload,
  accountId: PLAIN_ACCOUNT.id,
});
const promise = (at: string, date: string) => event(at, 'promise.made', { date, amount: 500 });
const payment = (at: string, amount = 500) => event(at, 'payment.received', { amount });

/** The account after turns without a journey: `[when, what arrived]`. */
function accountAfter(...turns: readonly (readonly [string, readonly PendingEvent[]])[]): AccountState {
  let world = fresh;
  for (const [when, events] of turns) {
    const result = turn(world, { events, look: 'none' }, { ...surroundingsFor(story), versions: [], now: bogota(when) });
    world = { ...world, accounts: result.accounts.length > 0 ? result.accounts : world.accounts, debtor: result.debtor ?? world.debtor };
  }
  const [account] = world.accounts;
  const until = turns.at(-1)?.[0] ?? '';
  const all = turns.flatMap(([, events]) => events);
  // Whatever the order of arrival, the account stands as all of them say by their time.
  expect(account?.state).toEqual(foldAccount(PLAIN_ACCOUNT, all, zone, 0, bogota(until)).state);
  return account?.state ?? PLAIN_ACCOUNT;
}

describe('events that come late', () => {
  it('count by their own time', () => {
    const state = accountAfter(
      ['2026-03-10 10:00', [payment('2026-03-09 10:00', 10)]],
      ['2026-03-11 10:00', [payment('2026-03-08 10:00', 20)]],
    );
    expect(state).toMatchObject({ balance: 9_970, lastPaymentAmount: 10, paidTotal: 30 });
  });

  it('keep the order in which they came where they are dated alike', () => {
    const due = (dueDate: string) => event('2026-03-08 10:00', 'due.changed', { dueDate });
    const state = accountAfter(
      ['2026-03-10 10:00', [payment('2026-03-09 10:00', 10), due('2026-04-01')]],
      ['2026-03-11 10:00', [due('2026-04-02')]],
    );
    expect(state.dueDate).toBe('2026-04-02');
  });

  it('do not break a promise at its midnight before a payment of that very midnight is in', () => {
    const state = accountAfter(
      ['2026-03-04 10:00', [promise('2026-03-02 10:00', '2026-03-10'), event('2026-03-04 10:00', 'custom.a')]],
      ['2026-03-11 00:00', [event('2026-03-03 10:00', 'custom.late'), payment('2026-03-11 00:00')]],
    );
    expect(state).toMatchObject({ brokenPromises: 0, promise: null });
  });

  it('do not forget what came before them at the same instant', () => {
    const turns = [
      ['2026-03-04 10:00', [promise('2026-03-02 10:00', '2026-03-10'), event('2026-03-04 10:00', 'custom.a')]],
      ['2026-03-11 00:00', [payment('2026-03-11 00:00'), event('2026-03-03 10:00', 'custom.late')]],
    ] as const;
    expect(accountAfter(...turns)).toMatchObject({ brokenPromises: 0, promise: null, paidTotal: 500 });
  });

  it('leave the newest event the newest: a third one between the two is late as well', () => {
    const due = (at: string, dueDate: string) => event(at, 'due.changed', { dueDate });
    const state = accountAfter(
      ['2026-03-10 10:00', [due('2026-03-09 10:00', '2026-04-09')]],
      ['2026-03-11 10:00', [due('2026-03-07 10:00', '2026-04-07')]],
      ['2026-03-12 10:00', [due('2026-03-08 10:00', '2026-04-08')]],
    );
    expect(state.dueDate).toBe('2026-04-09');
  });

  it('may bring a promise that is over already, and after it the payment that kept it', () => {
    const turns = [
      ['2026-03-04 10:00', [event('2026-03-04 10:00', 'custom.a')]],
      ['2026-03-10 10:00', [promise('2026-03-02 10:00', '2026-03-05')]],
    ] as const;
    expect(accountAfter(...turns).brokenPromises).toBe(1);
    expect(accountAfter(...turns, ['2026-03-11 10:00', [payment('2026-03-05 12:00')]])).toMatchObject({ brokenPromises: 0, promise: null });
    expect(accountAfter(...turns, ['2026-03-11 10:00', [payment('2026-03-06 00:00')]])).toMatchObject({ brokenPromises: 0, promise: null });
    expect(accountAfter(...turns, ['2026-03-11 10:00', [payment('2026-03-06 00:01')]])).toMatchObject({ brokenPromises: 1 });
  });
});

describe('a promise that broke at this midnight', () => {
  /** What the journeys are told in the turns of one midnight, and the account in the end. */
  const atMidnight = (...later: readonly PendingEvent[][]) => {
    const now = bogota('2026-03-11 00:00');
    const made = turn(
      fresh,
      { events: [promise('2026-03-02 10:00', '2026-03-10')], look: 'none' },
      { ...surroundingsFor(story), versions: [], now: now - 1 },
    );
    let world = { ...fresh, accounts: made.accounts };
    const told = [[], ...later].map((events) => {
      const result = turn(world, { events, look: 'none' }, { ...surroundingsFor(story), versions: [], now });
      if (result.accounts.length > 0) world = { ...world, accounts: result.accounts };
      return result.derivedEvents.map(({ type }) => type);
    });
    return { told, state: world.accounts[0]?.state };
  };

  it('is not broken again by what is heard at the same instant once it broke', () => {
    expect(atMidnight([event('2026-03-11 00:00', 'contact.sent')]).told).toEqual([['promise.broken'], []]);
    expect(atMidnight([payment('2026-03-11 00:00', 100)], [event('2026-03-11 00:00', 'contact.sent')]).told).toEqual([
      ['promise.broken'],
      [],
      [],
    ]);
  });

  it('is kept by payments of that midnight that come once it broke', () => {
    const { told, state } = atMidnight([payment('2026-03-11 00:00', 200)], [payment('2026-03-11 00:00', 300)]);
    expect(told).toEqual([['promise.broken'], [], ['promise.kept']]);
    expect(state).toMatchObject({ brokenPromises: 0, promise: null, paidTotal: 500 });
  });
});

describe('a world that was not read whole', () => {
  const without = (world: World): World => ({ ...world, accounts: world.accounts.map((account) => ({ ...account, base: null })) });
  const run = (world: World, events: readonly PendingEvent[]) =>
    turn(world, { events, look: 'none' }, { ...surroundingsFor(story), versions: [], now: bogota('2026-03-10 10:00') });

  it('is refused where an event comes and what was imported is not at hand', () => {
    expect(() => run(without(fresh), [payment('2026-03-09 10:00')])).toThrow('a1: an event came and what was imported was not read');
  });

  it('is refused where a late event comes and the earlier ones are not at hand', () => {
    const [account] = run(fresh, [payment('2026-03-09 10:00', 1)]).accounts;
    if (!account?.base) throw new Error('no account');
    const world = { ...fresh, accounts: [{ ...account, base: { ...account.base, past: null } }] };
    expect(() => run(world, [payment('2026-03-08 10:00', 1)])).toThrow('a1: a late event came and the earlier ones were not read');
    expect(run(world, [payment('2026-03-09 10:00', 1)]).accounts[0]?.state.paidTotal).toBe(2);
  });
});
