import { expect, it } from 'vitest';
import { Rests } from './rests.ts';

it('lets what fails rest for a second, then twice as long each time up to a minute, and forgets it once it succeeds', () => {
  let now = 0;
  const rests = new Rests(() => now);
  const lengths: number[] = [];
  for (let time = 0; time < 8; time++) {
    rests.failed('a');
    const from = now;
    while (rests.isResting('a')) now += 100;
    lengths.push((now - from) / 1_000);
  }
  expect(lengths).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  expect(rests.isResting('b')).toBe(false);
  rests.succeeded('a');
  rests.failed('a');
  now += 1_000;
  expect(rests.isResting('a')).toBe(false);
});
