import { describe, expect, it } from 'vitest';
import { addRatioSums, changeOf, type RatioSums, ratio, wilson } from './interval.ts';

describe('the interval of a share', () => {
  it('is that of Wilson: within 0 and 1, and wide where little is known', () => {
    expect(wilson(10, 50)).toMatchObject({ value: 0.2, low: expect.closeTo(0.112437, 5), high: expect.closeTo(0.330371, 5) });
    expect(wilson(0, 10)).toMatchObject({ value: 0, low: 0, high: expect.closeTo(0.277533, 5) });
    expect(wilson(10, 10)).toMatchObject({ value: 1, low: expect.closeTo(0.722467, 5), high: 1 });
  });

  it('does not exist without trials, and more successes than trials are refused', () => {
    expect(wilson(0, 0)).toBeNull();
    expect(() => wilson(3, 2)).toThrow(RangeError);
  });
});

describe('the interval of sums over sums', () => {
  const sums = (pairs: readonly (readonly [number, number])[]) =>
    pairs
      .map(([y, x]): RatioSums => ({ units: 1, y, x, yy: y * y, xy: x * y, xx: x * x }))
      .reduce(addRatioSums, { units: 0, y: 0, x: 0, yy: 0, xy: 0, xx: 0 });

  it('is that of a mean where each unit counts one', () => {
    expect(ratio(sums([1, 2, 3, 4, 5].map((y) => [y, 1])))).toMatchObject({
      value: 3,
      high: expect.closeTo(3 + 1.959964 * Math.sqrt(2.5 / 5), 5),
    });
  });

  it('has no width where every unit has the same ratio, nor where there is one unit; and is none over nothing', () => {
    expect(
      ratio(
        sums([
          [1, 2],
          [10, 20],
        ]),
      ),
    ).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
    expect(ratio(sums([[1, 4]]))).toEqual({ value: 0.25, low: 0.25, high: 0.25 });
    expect(ratio(sums([[1, 0]]))).toBeNull();
    expect(
      ratio(
        sums([
          [0, 1],
          [9, 1],
        ]),
      )?.low,
    ).toBe(0);
  });
});

describe('a change', () => {
  it('is good where it goes the better way', () => {
    expect([
      changeOf(2, 1, 'up').is,
      changeOf(2, 1, 'down').is,
      changeOf(1, 2, 'down').is,
      changeOf(1, 1, 'up').is,
      changeOf(2, 1, null).is,
    ]).toEqual(['good', 'bad', 'good', 'same', 'neither']);
  });
});
