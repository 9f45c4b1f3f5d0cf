import { expect, it } from 'vitest';
import { describeOnBoth } from '../testing.ts';
import { countAttempt, forgetAttempts } from './sign-in-attempts.ts';

const QUIET = 900_000;
const MOST = 3;

describeOnBoth('attempts to sign in', (fresh) => {
  it('are counted one by one, and the time of a hold stands still however often one knocks', async () => {
    const db = await fresh();
    const counts = [];
    for (const now of [1_000, 2_000, 3_000, 4_000, 5_000]) counts.push(await countAttempt(db, 'a', now, QUIET, MOST));
    expect(counts).toEqual([
      { count: 1, lastAt: 1_000 },
      { count: 2, lastAt: 2_000 },
      { count: 3, lastAt: 3_000 },
      { count: 4, lastAt: 3_000 },
      { count: 4, lastAt: 3_000 },
    ]);
  });

  it('are counted anew after the quiet time, and by key', async () => {
    const db = await fresh();
    for (const now of [1, 2, 3, 4]) await countAttempt(db, 'a', now, QUIET, MOST);
    expect(await countAttempt(db, 'b', 5, QUIET, MOST)).toEqual({ count: 1, lastAt: 5 });
    expect(await countAttempt(db, 'a', 2 + QUIET, QUIET, MOST)).toEqual({ count: 4, lastAt: 3 });
    expect(await countAttempt(db, 'a', 3 + QUIET, QUIET, MOST)).toEqual({ count: 1, lastAt: 3 + QUIET });
  });

  it('are forgotten when the right password was given', async () => {
    const db = await fresh();
    await countAttempt(db, 'a', 1, QUIET, MOST);
    await forgetAttempts(db, 'a');
    expect(await countAttempt(db, 'a', 2, QUIET, MOST)).toEqual({ count: 1, lastAt: 2 });
  });

  it('that come at once do not pass together', async () => {
    const db = await fresh();
    const counts = await Promise.all(Array.from({ length: 8 }, () => countAttempt(db, 'a', 1_000, QUIET, MOST)));
    expect(counts.filter(({ count }) => count <= MOST)).toHaveLength(MOST);
  });
});
