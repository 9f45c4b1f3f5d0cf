import { duesSql, linesSql, moneySql, movedSql, owedSql, shutSql, toldSql } from './history.ts';
import { type Fact, type Narrowing, type Statement, scopeSql } from './scope.ts';

/** The queries of history that figures read; each may need those before it. */
const SHARED = ['moved', 'money', 'owed', 'dues', 'shut', 'lines'] as const;
export type Shared = (typeof SHARED)[number];

/** How a figure is worked out in one shard. */
export interface FigureSql {
  /** Which facts of accounts it reads, and which of their histories. */
  readonly needs: (narrowing: Narrowing) => { readonly facts: readonly Fact[]; readonly shared: readonly Shared[] };
  /** Whether journey, version, channel and stage leave accounts out of it. */
  readonly isWithin: boolean;
  /** Queries that follow the shared ones; the last is `found`, the rows over which the figure sums. */
  readonly found: (statement: Statement) => string;
  /** The sums over `found`, one row for each period `n` and `key`. */
  readonly sums: string;
}

const FACTS: readonly Fact[] = ['money', 'dues', 'words'];

const SQL: Readonly<Record<Shared, (statement: Statement) => string>> = {
  moved: movedSql,
  money: moneySql,
  owed: owedSql,
  dues: duesSql,
  shut: shutSql,
  lines: linesSql,
};

/** All queries of one figure, up to `found`. */
export function rowsSql(statement: Statement, figure: FigureSql): string {
  return `with ${sharedSql(statement, [figure], figure.isWithin ? 'narrows' : 'none')}, ${figure.found(statement)}`;
}

/** What several figures read, read once. */
export function sharedSql(statement: Statement, figures: readonly FigureSql[], within: 'narrows' | 'beside' | 'none'): string {
  const needs = figures.map((figure) => figure.needs(statement.narrowing));
  const facts = FACTS.filter((fact) => needs.some((one) => one.facts.includes(fact)));
  const shared = SHARED.filter((name) => needs.some((one) => one.shared.includes(name)));
  return [
    scopeSql(statement, facts, within),
    ...(facts.length > 0 ? [toldSql(statement, facts)] : []),
    ...shared.map((name) => SQL[name](statement)),
  ].join(',\n  ');
}

/** Of a ratio of y to x over the rows: how many, both sums, and those of their squares and products. */
export const sumsOf = (y: string, x: string) =>
  `count(*) as units, coalesce(sum(${y}), 0)::float8 as y, coalesce(sum(${x}), 0)::float8 as x, coalesce(sum(${y}::numeric * ${y}), 0)::float8 as yy,
   coalesce(sum(${x}::numeric * ${y}), 0)::float8 as xy, coalesce(sum(${x}::numeric * ${x}), 0)::float8 as xx`;
