import { describe, expect, it } from 'vitest';
import { readPeriod } from './filter.ts';
import { comparedPeriod, PERIOD_PRESETS, presetPeriod, slicesOf } from './period.ts';

describe('periods', () => {
  it('have names that end with today, which counts', () => {
    const dates = PERIOD_PRESETS.map((preset) => Object.values(presetPeriod(preset, '2026-03-31')).join(' '));
    expect(dates).toEqual([
      '2026-03-02 2026-04-01',
      '2026-01-01 2026-04-01',
      '2025-04-01 2026-04-01',
      '2026-03-01 2026-04-01',
      '2026-02-01 2026-03-01',
      '2026-01-01 2026-04-01',
    ]);
  });

  it('are compared with as many days before, as many whole months before, or the year before', () => {
    expect(comparedPeriod({ from: '2026-03-10', to: '2026-03-20' }, 'previous')).toEqual({ from: '2026-02-28', to: '2026-03-10' });
    expect(comparedPeriod({ from: '2026-03-01', to: '2026-04-01' }, 'previous')).toEqual({ from: '2026-02-01', to: '2026-03-01' });
    expect(comparedPeriod({ from: '2024-02-29', to: '2024-03-01' }, 'year')).toEqual({ from: '2023-02-28', to: '2023-03-01' });
    expect(comparedPeriod({ from: '2026-03-10', to: '2026-03-20' }, 'none')).toBeNull();
  });

  it.each([
    ['2026-03-01', '2026-03-08', 7],
    ['2026-03-01', '2026-04-01', 6],
    ['2025-04-01', '2026-04-01', 12],
    ['2024-01-01', '2026-01-01', 8],
    ['2016-01-01', '2026-01-01', 10],
  ])('from %s to %s are cut into %i pieces without gaps', (from, to, count) => {
    const slices = slicesOf({ from, to });
    expect(slices).toHaveLength(count);
    expect([slices[0]?.from, slices.at(-1)?.to]).toEqual([from, to]);
    for (const [i, slice] of slices.slice(1).entries()) expect(slice.from).toBe(slices[i]?.to);
  });

  it('are refused with one date, backwards, or of more than ten years', () => {
    expect(readPeriod(undefined, undefined)).toBeNull();
    expect(readPeriod('2026-01-01', '2026-01-02')).toEqual({ from: '2026-01-01', to: '2026-01-02' });
    expect(readPeriod('2026-01-01', undefined)).toContain('both');
    expect(readPeriod('2026-01-01', '2026-01-01')).toContain('after it begins');
    expect(readPeriod('1990-01-01', '2026-01-01')).toContain('longer');
  });
});
