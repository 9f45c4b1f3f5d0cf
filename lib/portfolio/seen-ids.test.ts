import { expect, it } from 'vitest';
import { SeenIds } from './seen-ids.ts';

it('knows every id it has seen and no other, through many growths, and keeps the first mark', () => {
  const seen = new SeenIds();
  const numbers = Array.from({ length: 50_000 }, (_, i) => i);
  expect(numbers.filter((i) => seen.see(`id-${i}`, i) !== null)).toEqual([]);
  expect(numbers.filter((i) => seen.see(`id-${i}`, 7) !== i)).toEqual([]);
  expect(seen.see('id-50000', 1)).toBeNull();
});

it('takes another mark only for an id it has seen', () => {
  const seen = new SeenIds();
  seen.see('a', 1);
  seen.mark('a', 2);
  seen.mark('b', 3);
  expect([seen.see('a', 9), seen.see('b', 4)]).toEqual([2, null]);
});
