import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '../client.ts';

/** How often in a row a name was tried, this time included, and when that counting began anew or was last added to. */
export interface Attempts {
  readonly count: number;
  readonly lastAt: Instant;
}

/**
 * Counts one more attempt under `key` and answers with the count, in one statement, so that no two servers pass together.
 * After `quietMs` without a counted attempt it counts from 1 again. Past `most` the time stands still: a hold has an end.
 */
export async function countAttempt(db: Sql, key: string, now: Instant, quietMs: number, most: number): Promise<Attempts> {
  const [row] = await db.query<Attempts>(
    `insert into rate_limit as kept (id, key, count, last_request) values ($1, $1, 1, $2::bigint)
     on conflict (key) do update set
       count = case when kept.last_request <= $2::bigint - $3::bigint then 1 else least(kept.count, $4::int) + 1 end,
       last_request = case when kept.count >= $4::int and kept.last_request > $2::bigint - $3::bigint then kept.last_request else $2::bigint end
     returning count, last_request as "lastAt"`,
    [key, now, quietMs, most],
  );
  if (!row) throw new Error('an attempt was not counted');
  return row;
}

/** Forgets the attempts under `key`: the right password was given. */
export async function forgetAttempts(db: Sql, key: string): Promise<void> {
  await db.query('delete from rate_limit where key = $1', [key]);
}
