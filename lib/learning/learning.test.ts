import { describe, expect, it } from 'vitest';
import { diceFrom } from '#lib/base/dice.ts';
import { MS_PER_DAY } from '#lib/base/instant.ts';
import { type ArmModel, armModel, beliefOf, KNOWS_NOTHING, type Showing } from './arm-model.ts';
import { drawBeta } from './beta.ts';
import { chooseArm } from './choose-arm.ts';

const day = (count: number) => count * MS_PER_DAY;
const shown = (unit: string, arm: string, at: number, context = 'all'): Showing => ({ unit, arm, context, at: day(at) });
const paid = (unit: string, at: number) => ({ unit, at: day(at) });
const known = (model: ArmModel) =>
  [...model.trials].flatMap(([context, arms]) =>
    [...arms].map(([arm, { successes, failures }]) => `${context} ${arm} ${successes}:${failures}`),
  );

describe('what is known of arms', () => {
  it('counts a success once the reward has come, and a failure once its time is over', () => {
    const showings = [shown('u1', 'a', 0), shown('u2', 'a', 0), shown('u3', 'b', 5)];
    const at = (when: number) => known(armModel(1, showings, [paid('u1', 3)], 7, day(when)));
    expect(at(2)).toEqual([]);
    expect(at(3)).toEqual(['all a 1:0']);
    expect(at(7)).toEqual(['all a 1:1']);
    expect(at(12)).toEqual(['all a 1:1', 'all b 0:1']);
  });

  it('does not peek: what comes later changes nothing that is known now', () => {
    const showings = [shown('u1', 'a', 0), shown('u2', 'a', 1)];
    const later = [...showings, shown('u3', 'a', 9)];
    const rewards = [paid('u1', 2), paid('u2', 6)];
    expect(armModel(1, later, [...rewards, paid('u3', 10)], 7, day(5))).toEqual(armModel(1, showings, rewards.slice(0, 1), 7, day(5)));
  });

  it('counts a reward once, for the last arm that the unit was shown before it', () => {
    const showings = [shown('u1', 'b', 3), shown('u1', 'a', 0)];
    expect(known(armModel(1, showings, [paid('u1', 4), paid('u1', 5)], 7, day(30)))).toEqual(['all a 0:1', 'all b 1:0']);
  });

  it('hears no reward that came at the instant of the showing or too late', () => {
    expect(known(armModel(1, [shown('u1', 'a', 0), shown('u2', 'a', 0)], [paid('u1', 0), paid('u2', 7.01)], 7, day(30)))).toEqual([
      'all a 0:2',
    ]);
  });

  it('begins from knowing nothing, and one context alone borrows nothing', () => {
    expect(beliefOf(KNOWS_NOTHING, 'all', 'a')).toEqual({ alpha: 1, beta: 1 });
    const model = armModel(1, [shown('u1', 'a', 0), shown('u2', 'a', 0), shown('u3', 'a', 0)], [paid('u1', 1)], 7, day(30));
    expect(beliefOf(model, 'all', 'a')).toEqual({ alpha: 2, beta: 3 });
  });

  it('shrinks a thin context towards the arm’s rate elsewhere, and less the more it has of its own', () => {
    const trials = (successes: number, failures: number) => new Map([['a', { successes, failures }]]);
    const thin: ArmModel = {
      version: 1,
      trials: new Map([
        ['old', trials(300, 700)],
        ['new', trials(0, 2)],
      ]),
    };
    expect(beliefOf(thin, 'new', 'a')).toEqual({ alpha: 7, beta: 17 });
    const thick: ArmModel = {
      version: 1,
      trials: new Map([
        ['old', trials(300, 700)],
        ['new', trials(0, 200)],
      ]),
    };
    const { alpha, beta } = beliefOf(thick, 'new', 'a');
    expect(alpha / (alpha + beta)).toBeLessThan(0.04);
  });
});

describe('a draw from a Beta distribution', () => {
  it.each([
    [1, 1],
    [0.5, 2],
    [24, 78],
  ])('of %d and %d has its mean and spread', (alpha, beta) => {
    const dice = diceFrom('beta');
    const draws = Array.from({ length: 20_000 }, () => drawBeta({ alpha, beta }, dice));
    const mean = draws.reduce((sum, one) => sum + one, 0) / draws.length;
    const variance = draws.reduce((sum, one) => sum + (one - mean) ** 2, 0) / draws.length;
    const sum = alpha + beta;
    const expected = (alpha * beta) / (sum * sum * (sum + 1));
    expect(Math.abs(mean - alpha / sum)).toBeLessThan(5 * Math.sqrt(expected / draws.length));
    expect(variance / expected).toBeCloseTo(1, 1);
  });
});

describe('the arm of a unit', () => {
  const step = { key: 'tone', explore: 0.1, arms: [{ id: 'soft' }, { id: 'firm' }, { id: 'plain' }, { id: 'short' }] };
  const units = Array.from({ length: 20_000 }, (_, index) => `u${index}`);
  const model: ArmModel = {
    version: 4,
    trials: new Map([
      [
        'all',
        new Map(step.arms.map(({ id }) => [id, id === 'firm' ? { successes: 900, failures: 100 } : { successes: 100, failures: 900 }])),
      ],
    ]),
  };

  it('is spread evenly for a share of units that is the same whatever is known', () => {
    const explored = units.flatMap((unit) => {
      const chosen = chooseArm(step, unit, 'all', model);
      return chosen?.explored ? [{ unit, arm: chosen.arm.id }] : [];
    });
    expect(explored.length / units.length).toBeCloseTo(0.1, 2);
    for (const { id } of step.arms) expect(explored.filter(({ arm }) => arm === id).length / explored.length).toBeCloseTo(0.25, 1);
    for (const { unit, arm } of explored.slice(0, 50)) expect(chooseArm(step, unit, 'else', KNOWS_NOTHING)?.arm.id).toBe(arm);
  });

  it('is the best one for the others once it is known, and any of them before', () => {
    const count = (of: ArmModel) => {
      const chosen = units.slice(0, 2_000).map((unit) => chooseArm({ ...step, explore: 0 }, unit, 'all', of)?.arm.id);
      return step.arms.map(({ id }) => chosen.filter((one) => one === id).length / chosen.length);
    };
    expect(count(model)).toEqual([0, 1, 0, 0]);
    for (const share of count(KNOWS_NOTHING)) expect(share).toBeCloseTo(0.25, 1);
  });

  it('is the same for the same unit and version, and says which version was asked', () => {
    const chosen = chooseArm(step, 'u7', 'all', { ...KNOWS_NOTHING, version: 9 });
    expect(chooseArm(step, 'u7', 'all', { ...KNOWS_NOTHING, version: 9 })).toEqual(chosen);
    expect(chosen?.version).toBe(9);
    const versions = Array.from({ length: 30 }, (_, version) => chooseArm(step, 'u7', 'all', { ...KNOWS_NOTHING, version })?.arm.id);
    expect(new Set(versions).size).toBeGreaterThan(1);
  });

  it('is none where there is no arm', () => {
    expect(chooseArm({ ...step, arms: [] }, 'u1', 'all', model)).toBeNull();
  });
});
