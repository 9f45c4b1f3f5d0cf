import type { Sql } from '#lib/db/client.ts';
import type { Period } from '#lib/kpi/period.ts';
import { type Narrowing, type Portfolio, Statement } from './scope.ts';
import { type FigureSql, rowsSql, sharedSql } from './shared.ts';

/** One row of a figure's sums: of which period, counted from 0, and of what in it, such as a currency. */
export interface Placed {
  readonly n: number;
  readonly key: string;
}

/** The sums of a figure, and how those of two shards are added up. */
export interface Summing<Row> {
  readonly sql: FigureSql;
  readonly add: (a: Row & Placed, b: Row & Placed) => Row & Placed;
}

/** Asks every shard once for the sums of all periods and adds them up by key: for each period its rows, in the order of their keys. */
export async function gather<Row>(
  db: Sql,
  portfolio: Portfolio,
  periods: readonly Period[],
  narrowing: Narrowing,
  { sql, add }: Summing<Row>,
): Promise<readonly (readonly (Row & Placed)[])[]> {
  const sums = new Sums(periods.length, add);
  for (const shard of portfolio.shards) {
    const statement = new Statement(portfolio, shard, periods, narrowing);
    const text = `${rowsSql(statement, sql)} ${sql.sums}`;
    for (const row of await db.query<Row & Placed>(text, statement.params.values)) sums.take(row);
  }
  return sums.inOrder();
}

/** Takes the sums of several figures together. */
export interface Together {
  /** The sums of one more figure over the first `count` periods; they are there once all were read. */
  <Row>(summing: Summing<Row>, count: number): () => readonly (readonly (Row & Placed)[])[];
  /** Asks every shard once for all figures. */
  read(db: Sql): Promise<void>;
}

/**
 * Several figures in one statement a shard: the queries that they share are read once, and each figure stands in a query of
 * its own, in which `periods` are its own.
 */
export function gatherTogether(portfolio: Portfolio, periods: readonly Period[], narrowing: Narrowing): Together {
  const asked: { readonly sql: FigureSql; readonly count: number; readonly take: (row: object) => void }[] = [];
  const together = <Row>({ sql, add }: Summing<Row>, count: number) => {
    const sums = new Sums(count, add);
    // Each row comes back to the figure whose statement made it.
    asked.push({ sql, count, take: (row) => sums.take(row as Row & Placed) });
    return () => sums.inOrder();
  };
  const read = async (db: Sql): Promise<void> => {
    for (const shard of portfolio.shards) {
      const statement = new Statement(portfolio, shard, periods, narrowing);
      const each = asked.map(
        ({ sql, count }, index) => `figure_${index} as materialized (
          with periods as materialized (select * from periods where n < ${statement.params.add(count)}::int),
          ${sql.found(statement)} ${sql.sums})`,
      );
      const rows = asked.map((_, index) => `select ${index} as figure, to_json(f) as sums from figure_${index} f`);
      const shared = sharedSql(
        statement,
        asked.map(({ sql }) => sql),
        'beside',
      );
      const text = `with ${shared}, ${each.join(', ')} ${rows.join(' union all ')}`;
      for (const { figure, sums } of await db.query<{ figure: number; sums: object }>(text, statement.params.values))
        asked[figure]?.take(sums);
    }
  };
  return Object.assign(together, { read });
}

/** The rows of each period by key. */
class Sums<Row> {
  readonly #add: Summing<Row>['add'];
  readonly #rows: readonly Map<string, Row & Placed>[];

  constructor(periods: number, add: Summing<Row>['add']) {
    this.#add = add;
    this.#rows = Array.from({ length: periods }, () => new Map());
  }

  take(row: Row & Placed): void {
    const known = this.#rows[row.n]?.get(row.key);
    this.#rows[row.n]?.set(row.key, known ? this.#add(known, row) : row);
  }

  inOrder(): readonly (readonly (Row & Placed)[])[] {
    return this.#rows.map((rows) => [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1)));
  }
}
