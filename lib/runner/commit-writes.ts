import type { Sql } from '#lib/db/client.ts';
import { type ColumnSpec, columnArray, packColumns, type ReadonlyColumns, unnestColumns } from '#lib/db/columns-io.ts';
import { type FactWrite, isOfDebtor, writtenOf } from '#lib/facts/fact-write.ts';
import type { TurnResult } from '#lib/interpreter/world.ts';
import type { Place } from './bulk.ts';

const ACCOUNT = { id: 'uuid', segment: 'text?', tags: 'json', attributes: 'json', written: 'json' } as const satisfies ColumnSpec;
const DEBTOR = { id: 'uuid', attributes: 'json', written: 'json' } as const satisfies ColumnSpec;

/**
 * Stores facts that journeys set: in the columns that predicates ask, and beside what imports said, so that an import
 * which does not name them, and a late event that folds anew, leave them.
 */
export async function keepWrites(tx: Sql, place: Place, results: readonly TurnResult[]): Promise<void> {
  if (results.every(({ writes }) => writes.length === 0)) return;
  await keepOfAccounts(tx, place, results);
  await keepOfDebtors(tx, place, results);
}

async function keepOfAccounts(tx: Sql, { shard }: Place, results: readonly TurnResult[]): Promise<void> {
  const rows = results.flatMap(({ writes, accounts }) => {
    const byAccount = Map.groupBy(
      writes.filter(({ field }) => !isOfDebtor(field)),
      ({ accountId }) => accountId,
    );
    return accounts.flatMap(({ state }) => {
      const own = byAccount.get(state.id);
      return own ? [{ state, written: writtenOf(own) }] : [];
    });
  });
  const columns: ReadonlyColumns<typeof ACCOUNT> = {
    id: rows.map(({ state }) => state.id),
    segment: rows.map(({ state }) => state.segment),
    tags: rows.map(({ state }) => state.tags),
    attributes: rows.map(({ state }) => state.attributes),
    written: rows.map(({ written }) => written),
  };
  await write(tx, shard, 'account', ACCOUNT, columns);
}

async function keepOfDebtors(tx: Sql, { shard }: Place, results: readonly TurnResult[]): Promise<void> {
  const rows = results.flatMap(({ writes, debtor }) => {
    const own: readonly FactWrite[] = writes.filter(({ field }) => isOfDebtor(field));
    return debtor && own.length > 0 ? [{ state: debtor.state, written: writtenOf(own) }] : [];
  });
  const columns: ReadonlyColumns<typeof DEBTOR> = {
    id: rows.map(({ state }) => state.id),
    attributes: rows.map(({ state }) => state.attributes),
    written: rows.map(({ written }) => written),
  };
  await write(tx, shard, 'debtor', DEBTOR, columns);
}

async function write<S extends ColumnSpec & { id: 'uuid'; written: 'json' }>(
  tx: Sql,
  shard: number,
  table: 'account' | 'debtor',
  spec: S,
  columns: ReadonlyColumns<S>,
): Promise<void> {
  if ((columns.id?.length ?? 0) === 0) return;
  const own = Object.keys(spec).filter((name) => name !== 'id' && name !== 'written');
  await tx.query(
    `update ${table} t set ${own.map((name) => `${name} = u.${name}`).join(', ')},
       imported = jsonb_set(t.imported, '{written}', coalesce(t.imported -> 'written', '{}'::jsonb) || u.written)
     from ${unnestColumns(spec, 2)} u where t.shard = $1 and t.id = u.id and t.id = any(${columnArray('uuid', 2)})`,
    [shard, ...packColumns(spec, columns)],
    { keep: true },
  );
}
