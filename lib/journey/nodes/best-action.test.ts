import { describe, expect, it } from 'vitest';
import { MS_PER_DAY } from '#lib/base/instant.ts';
import { shareOf } from '#lib/base/share-of.ts';
import { type ArmModel, KNOWS_NOTHING } from '#lib/learning/arm-model.ts';
import { bogota, standing } from '../testing.ts';
import { bestActionNode } from './best-action.ts';

const now = bogota('2026-03-20 09:00');
const config = { ...bestActionNode.defaults, key: 'tone' };
const trials = (a: number, b: number) =>
  new Map([
    ['a', { successes: a, failures: 1_000 - a }],
    ['b', { successes: b, failures: 1_000 - b }],
  ]);
const known = (byContext: Readonly<Record<string, ReadonlyMap<string, { successes: number; failures: number }>>>): ArmModel => ({
  version: 12,
  day: '2026-03-20',
  trials: new Map(Object.entries(byContext)),
});

/** What becomes of an account where this is known. */
function shown(externalId: string, model: ArmModel, more: Partial<typeof config> = {}, account = {}) {
  const here = {
    ...standing({ now, account: { externalId, ...account } }),
    modelOf: (key: string) => (key === 'tone' ? model : KNOWS_NOTHING),
  };
  const move = bestActionNode.prepare({ ...config, ...more }).run(here);
  if (move.kind !== 'leave') throw new Error('it stays');
  return move;
}

describe('a best action', () => {
  const best = known({ '[]': trials(100, 900) });
  const ids = Array.from({ length: 400 }, (_, index) => `a${index}`);

  it('leads to the arm that is known to be best, and notes what is hoped for and until when', () => {
    const move = shown('a1', best, { explore: 0 });
    expect(move.handle).toBe('b');
    expect(move.effect).toEqual({
      kind: 'show',
      model: 'tone',
      arm: 'b',
      context: '[]',
      reward: 'payment.received',
      until: now + 7 * MS_PER_DAY,
    });
    expect(move.why).toEqual({ model: 'tone', unit: 'a1', arm: 'b', context: '[]', version: 12, day: '2026-03-20', explored: false });
  });

  it('tries a share of accounts by the hash of the key, whatever is known', () => {
    const explored = ids.filter((id) => shown(id, best).why?.explored === true);
    expect(explored).toEqual(ids.filter((id) => shareOf('tone/explore', id) < 0.1));
    expect(new Set(explored.map((id) => shown(id, best).handle))).toEqual(new Set(['a', 'b']));
  });

  it('asks what is known of accounts like it', () => {
    const model = known({ '["card"]': trials(900, 100), '["loan"]': trials(100, 900) });
    const like = { context: ['account.product'], explore: 0 };
    expect(shown('a1', model, like, { product: 'card' }).handle).toBe('a');
    expect(shown('a1', model, like, { product: 'loan' }).handle).toBe('b');
    expect(shown('a1', model, like, { product: null }).effect).toMatchObject({ context: '[null]' });
  });

  it('has a way out for each arm', () => {
    expect(bestActionNode.handles(config).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('says what its settings lack', () => {
    const problems = (more: object) => bestActionNode.problems({ ...config, ...more });
    expect(problems({})).toEqual([]);
    for (const key of ['', ' ']) expect(problems({ key })).toEqual([{ code: 'bad-weights', path: 'key' }]);
    expect(problems({ arms: [] })).toEqual([{ code: 'bad-weights', path: 'arms' }]);
    expect(problems({ arms: [{ id: 'a' }, { id: 'a' }] })).toEqual([{ code: 'duplicate-id', path: 'arms[0].id' }]);
    for (const explore of [-0.1, 1.01]) expect(problems({ explore })).toEqual([{ code: 'bad-weights', path: 'explore' }]);
    for (const withinDays of [0, -1, 1.5, 4_000])
      expect(problems({ reward: { event: 'payment.received', withinDays } })).toEqual([{ code: 'bad-time', path: 'reward.withinDays' }]);
  });
});
