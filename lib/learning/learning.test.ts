import { describe, expect, it } from 'vitest';
import { diceFrom } from '#lib/base/dice.ts';
import { MS_PER_DAY } from '#lib/base/instant.ts';
import { type ArmModel, beliefOf, KNOWS_NOTHING } from './arm-model.ts';
import { drawBeta } from './beta.ts';
import { chooseArm } from './choose-arm.ts';
import { countTrials, modelsOf } from './count-trials.ts';
import { type Reward, type Showing, windowEnd, withReward } from './showing.ts';

const day = (count: number) => count * MS_PER_DAY;
const shown = (unit: string, arm: string, at: number, more: Partial<Showing> = {}): Showing => ({
  model: 'tone',
  unit,
  arm,
  context: 'all',
  at: day(at),
  reward: 'payment.received',
  until: windowEnd(day(at), 7),
  rewardedAt: null,
  ...more,
});
const paid = (unit: string, at: number, heardAt = at): Reward => ({ unit, type: 'payment.received', at: day(at), heardAt: day(heardAt) });
const after = (showings: readonly Showing[], rewards: readonly Reward[]) => rewards.reduce(withReward, showings);

/** What is known at the start of a day, in a workspace in UTC. */
function known(showings: readonly Showing[], rewards: readonly Reward[], when: number, model = 'tone') {
  const found = modelsOf(countTrials(after(showings, rewards), day(when)), day(when), 'Etc/UTC').get(model) ?? KNOWS_NOTHING;
  const trials = [...found.trials].flatMap(([context, arms]) =>
    [...arms].flatMap(([arm, { successes, failures }]) => (successes + failures > 0 ? [`${context} ${arm} ${successes}:${failures}`] : [])),
  );
  return { ...found, trials };
}
const trialsOf = (...asked: Parameters<typeof known>) => known(...asked).trials;

describe('what is known of arms', () => {
  it('counts a success once the reward was heard of, and a failure once its time is over', () => {
    const showings = [shown('u1', 'a', 0.1), shown('u2', 'a', 0.1), shown('u3', 'b', 5.1)];
    const at = (when: number) => trialsOf(showings, [paid('u1', 3.5)], when);
    expect(at(3)).toEqual([]);
    expect(at(4)).toEqual(['all a 1:0']);
    expect(at(7)).toEqual(['all a 1:0']);
    expect(at(8)).toEqual(['all a 1:1']);
    expect(at(13)).toEqual(['all a 1:1', 'all b 0:1']);
  });

  it('does not peek: what comes at the start of the day or later changes nothing that is known then', () => {
    const showings = [shown('u1', 'a', 0), shown('u2', 'a', 1)];
    const later = [...showings, shown('u3', 'a', 5)];
    const rewards = [paid('u1', 2), paid('u2', 5)];
    expect(known(later, [...rewards, paid('u3', 10)], 5)).toEqual(known(showings, rewards.slice(0, 1), 5));
  });

  it('counts a reward that is told late from when it was told, also where its showing had failed by then', () => {
    const late = [paid('u1', 6, 9.5)];
    expect(trialsOf([shown('u1', 'a', 0)], late, 9)).toEqual(['all a 0:1']);
    expect(trialsOf([shown('u1', 'a', 0)], late, 10)).toEqual(['all a 1:0']);
  });

  it('counts a reward once, for the last arm that the unit was shown before it', () => {
    const showings = [shown('u1', 'a', 0), shown('u1', 'b', 3)];
    expect(trialsOf(showings, [paid('u1', 4), paid('u1', 5)], 30)).toEqual(['all a 0:1', 'all b 1:0']);
  });

  it('counts a reward for each key that the unit was shown something of', () => {
    const showings = [shown('u1', 'a', 0), shown('u1', 'x', 1, { model: 'hour' })];
    expect(trialsOf(showings, [paid('u1', 4)], 30)).toEqual(['all a 1:0']);
    expect(trialsOf(showings, [paid('u1', 4)], 30, 'hour')).toEqual(['all x 1:0']);
  });

  it('hears no reward that came at the instant of the showing, too late, to another unit or of another kind', () => {
    const showings = [shown('u1', 'a', 0), shown('u2', 'a', 0), shown('u3', 'a', 0, { reward: 'promise.made' })];
    expect(trialsOf(showings, [paid('u1', 0), paid('u2', 7.01), paid('u3', 1), paid('u4', 1)], 30)).toEqual(['all a 0:3']);
  });

  it('has the number of days since its key was first used, and the day at whose start it was made', () => {
    expect(known([], [], 9)).toMatchObject({ version: 0, day: null });
    expect(known([shown('u1', 'a', 2.5), shown('u2', 'b', 6.5)], [], 9)).toMatchObject({ version: 7, day: '1970-01-10' });
  });

  it('adds up to the same from any parts in any order', () => {
    const showings = Array.from({ length: 60 }, (_, index) =>
      shown(`u${index}`, index % 3 === 0 ? 'a' : 'b', index / 20, {
        context: `c${index % 2}`,
        rewardedAt: index % 5 === 0 ? day(4) : null,
      }),
    );
    const parts = [showings.slice(40), showings.slice(0, 7), showings.slice(7, 40)].map((part) => countTrials(part, day(8)));
    const plain = ({ trials }: ArmModel) => [...trials].map(([context, arms]) => [context, [...arms].sort()]).sort();
    const models = [parts.flat(), parts.toReversed().flat(), countTrials(showings, day(8))].map((counts) =>
      modelsOf(counts, day(8), 'Etc/UTC'),
    );
    const [first, ...others] = models.map((one) => plain(one.get('tone') ?? KNOWS_NOTHING));
    for (const other of others) expect(other).toEqual(first);
  });

  it('begins from knowing nothing, and one context alone borrows nothing', () => {
    expect(beliefOf(KNOWS_NOTHING, 'all', 'a')).toEqual({ alpha: 1, beta: 1 });
    const trials = new Map([['all', new Map([['a', { successes: 1, failures: 2 }]])]]);
    expect(beliefOf({ version: 1, day: null, trials }, 'all', 'a')).toEqual({ alpha: 2, beta: 3 });
  });

  it('shrinks a thin context towards the arm’s rate elsewhere, and less the more it has of its own', () => {
    const trials = (successes: number, failures: number) => new Map([['a', { successes, failures }]]);
    const thin: ArmModel = {
      version: 1,
      day: null,
      trials: new Map([
        ['old', trials(300, 700)],
        ['new', trials(0, 2)],
      ]),
    };
    expect(beliefOf(thin, 'new', 'a')).toEqual({ alpha: 7, beta: 17 });
    const thick: ArmModel = {
      version: 1,
      day: null,
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
    day: null,
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
