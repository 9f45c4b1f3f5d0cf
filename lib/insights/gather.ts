import type { Sql } from '#lib/db/client.ts';
import type { Period } from '#lib/kpi/period.ts';
import { type Narrowing, type Portfolio, Statement } from './scope.ts';

/** One row of a figure's sums: of which period, counted from 0, and of what in it, such as a currency. */
interface Placed {
  readonly n: number;
  readonly key: string;
}

/**
 * Asks every shard once for the sums of all periods and adds them up by key: for each period its rows, in the order of
 * their keys.
 */
export async function gather<Row>(
  db: Sql,
  portfolio: Portfolio,
  periods: readonly Period[],
  narrowing: Narrowing,
  textOf: (statement: Statement) => string,
  add: (a: Row & Placed, b: Row & Placed) => Row & Placed,
): Promise<readonly (readonly (Row & Placed)[])[]> {
  const found = periods.map(() => new Map<string, Row & Placed>());
  for (const shard of portfolio.shards) {
    const statement = new Statement(portfolio, shard, periods, narrowing);
    const text = textOf(statement);
    for (const row of await db.query<Row & Placed>(text, statement.params.values)) {
      const known = found[row.n]?.get(row.key);
      found[row.n]?.set(row.key, known ? add(known, row) : row);
    }
  }
  return found.map((rows) => [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1)));
}
