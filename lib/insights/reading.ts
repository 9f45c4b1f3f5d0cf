import type { Database, Sql } from '#lib/db/client.ts';

/**
 * Reads figures in one snapshot, so that shards and periods agree with each other and with their rows. The statements join and
 * group queries whose sizes the planner cannot know: guessing few rows it would nest loops over whole portfolios (2,466
 * accounts: 0.4 s in place of 0.04 s), guessing many it would sort them all to merge and to group (a third of the time of a
 * board). So all is hashed, in memory enough for a shard; and nothing is compiled, which costs more than it spares here.
 */
export function reading<T>(db: Database, work: (tx: Sql) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    await tx.query(
      `select set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('enable_sort', 'off', true),
              set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`,
    );
    return work(tx);
  });
}
