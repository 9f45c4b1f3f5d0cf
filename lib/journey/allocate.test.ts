import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quick } from '#lib/testing/thorough.ts';
import { allocate, type PlaceRequest } from './allocate.ts';

const request = (account: string, over: Partial<PlaceRequest> = {}): PlaceRequest => ({
  id: `run of ${account}`,
  account,
  since: 0,
  ranks: [],
  directions: [],
  ...over,
});
const accountsOf = (ids: readonly string[]) => ids.map((id) => id.replace('run of ', ''));

describe('the places of a pool', () => {
  it('go by priority, then to the older request, then by account', () => {
    const by = (account: string, balance: number | null, since = 0) => request(account, { ranks: [balance], directions: ['desc'], since });
    const requests = [by('a', 5), by('b', 9), by('c', 5, -1), by('d', null), by('e', 9)];
    expect(accountsOf(allocate(requests, 9))).toEqual(['b', 'e', 'c', 'a', 'd']);
    expect(accountsOf(allocate(requests, 2))).toEqual(['b', 'e']);
  });

  it('put who has no value last in either direction', () => {
    const by = (account: string, score: number | null, direction: 'asc' | 'desc') =>
      request(account, { ranks: [score], directions: [direction] });
    for (const direction of ['asc', 'desc'] as const) {
      expect(accountsOf(allocate([by('none', null, direction), by('some', 1, direction)], 1))).toEqual(['some']);
    }
  });

  it('are none below one, and never more than there are requests', () => {
    expect(allocate([request('a')], 0)).toEqual([]);
    expect(allocate([request('a')], -3)).toEqual([]);
    expect(allocate([request('a')], 10)).toHaveLength(1);
  });

  it('do not depend on the order in which requests are told', () => {
    const any = fc.record({ account: fc.string(), since: fc.integer(), rank: fc.option(fc.integer()) });
    fc.assert(
      fc.property(fc.uniqueArray(any, { selector: ({ account }) => account }), fc.nat(20), (list, places) => {
        const requests = list.map(({ account, since, rank }) => request(account, { since, ranks: [rank], directions: ['desc'] }));
        expect(allocate(requests.toReversed(), places)).toEqual(allocate(requests, places));
      }),
      quick,
    );
  });
});
