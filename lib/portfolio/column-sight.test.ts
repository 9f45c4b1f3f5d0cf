import { describe, expect, it } from 'vitest';
import { ColumnWatch } from './column-sight.ts';

function sightOf(...cells: string[]) {
  const watch = new ColumnWatch('x');
  for (const [i, cell] of cells.entries()) watch.see(cell, i + 2);
  return watch.sight();
}

describe('what a column proves', () => {
  it('of dates: which cells exist in one order only, and where the first of each stands', () => {
    expect(sightOf('3/4/2012', '1/26/2013', '2/27/2013', '2013-01-26', '4/4/2012', 'never').dates).toEqual({
      dmy: null,
      mdy: { cell: '1/26/2013', line: 3, count: 2 },
      either: { cell: '3/4/2012', line: 2, count: 1 },
      ymd: { cell: '2013-01-26', line: 5, count: 1 },
    });
  });

  it.each([
    ['55.94', 'point'],
    ['1,234.50', 'point'],
    ['1,234,567', 'point'],
    ['0.125', 'point'],
    ['$ 1.234,5', 'comma'],
    ['1.234.567', 'comma'],
    ['12,5', 'comma'],
    ['1.234', 'either'],
    ['12,345', 'either'],
  ])('of numbers: %s shows %s', (cell, word) => {
    const { decimals } = sightOf(cell);
    expect(Object.entries(decimals ?? {}).flatMap(([name, proof]) => (proof ? [name] : []))).toEqual([word]);
  });

  it.each(['12', 'C-1.2x', '1/2/2013', '', '0000611365'])('of %j nothing', (cell) => expect(sightOf(cell).decimals).toBeNull());

  it('its values where they are few, its first examples, and how many cells are filled', () => {
    const { values, examples, filled } = sightOf('Yes', 'No', '', 'Yes', ' No ');
    expect([values, examples, filled]).toEqual([['Yes', 'No'], ['Yes', 'No'], 4]);
    expect(sightOf(...Array.from({ length: 13 }, (_, i) => `v${i}`)).values).toBeNull();
  });
});
