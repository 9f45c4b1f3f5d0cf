import { describe, expect, it } from 'vitest';
import { shareOf } from '#lib/base/share-of.ts';
import { bogota, standing } from '../testing.ts';
import { armOf } from './arm-of.ts';
import { experimentNode } from './experiment.ts';

const arms = [
  { id: 'firm', weight: 1 },
  { id: 'warm', weight: 3 },
];

describe('an experiment', () => {
  const at = (accountId: string, debtorId: string) =>
    standing({ now: bogota('2026-03-15 09:00'), account: { externalId: accountId }, debtor: { externalId: debtorId } });

  it('sends one debtor by one arm whatever the account, and by account where the account is the unit', () => {
    const byDebtor = experimentNode.prepare({ key: 'tone', unit: 'debtor', arms });
    expect(byDebtor.run(at('a1', 'd1'))).toEqual(byDebtor.run(at('a2', 'd1')));
    const byAccount = experimentNode.prepare({ key: 'tone', unit: 'account', arms });
    const taken = Array.from({ length: 40 }, (_, index) => byAccount.run(at(`a${index}`, 'd1')));
    expect(new Set(taken.map((move) => move.kind === 'leave' && move.handle))).toEqual(new Set(['firm', 'warm']));
  });

  it('keeps to its weights over many units', () => {
    const units = Array.from({ length: 20_000 }, (_, index) => armOf('tone', `unit ${index}`, arms)?.id);
    expect(units.filter((id) => id === 'firm').length / units.length).toBeCloseTo(0.25, 2);
  });

  it('adds weights up in the order of the document: each of three arms has its own share', () => {
    const three = ['a', 'b', 'c'].map((id, index) => ({ id, weight: [2, 1, 1][index] ?? 0 }));
    const units = Array.from({ length: 20_000 }, (_, index) => armOf('tone', `unit ${index}`, three)?.id);
    const shares = ['a', 'b', 'c'].map((arm) => Math.round((units.filter((id) => id === arm).length / units.length) * 20) / 20);
    expect(shares).toEqual([0.5, 0.25, 0.25]);
  });

  it('is not tied to another experiment: half of those of one arm are in either arm of the other', () => {
    const half = Array.from({ length: 20_000 }, (_, index) => `unit ${index}`).filter((id) => shareOf('one', id) < 0.5);
    expect(half.filter((id) => shareOf('two', id) < 0.5).length / half.length).toBeCloseTo(0.5, 1);
  });

  it('is refused without a key', () => {
    for (const key of ['', ' '])
      expect(experimentNode.problems({ key, unit: 'debtor', arms: [{ id: 'a', weight: 1 }] })).toEqual([
        { code: 'bad-weights', path: 'key' },
      ]);
  });

  it('is refused without arms, with a weight that is none, and with an arm that is named twice', () => {
    const problems = (list: { id: string; weight: number }[]) => experimentNode.problems({ key: 'k', unit: 'debtor', arms: list });
    expect(problems([])).toEqual([{ code: 'bad-weights', path: 'arms' }]);
    expect(
      problems([
        { id: 'a', weight: 0 },
        { id: 'b', weight: -1 },
      ]),
    ).toEqual([
      { code: 'bad-weights', path: 'arms[0].weight' },
      { code: 'bad-weights', path: 'arms[1].weight' },
    ]);
    expect(
      problems([
        { id: 'a', weight: 1 },
        { id: 'a', weight: 2 },
      ]),
    ).toEqual([{ code: 'duplicate-id', path: 'arms[0].id' }]);
    expect(
      problems([
        { id: 'a', weight: 1 },
        { id: 'b', weight: 1e9 },
      ]),
    ).toEqual([]);
  });
});
