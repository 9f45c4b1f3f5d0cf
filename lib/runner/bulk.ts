import type { Sql } from '#lib/db/client.ts';
import { type ColumnSpec, columnArray, packColumns, type ReadonlyColumns, unnestColumns } from '#lib/db/columns-io.ts';

/** Where rows of hot tables go: a shard of a workspace. */
export interface Place {
  readonly workspaceId: number;
  readonly shard: number;
}

/** Inserts rows given as columns, in one statement; nothing where there are none. `onConflict` is the clause, or none. */
export async function insert<S extends ColumnSpec>(
  tx: Sql,
  table: string,
  place: Place,
  spec: S,
  columns: ReadonlyColumns<S>,
  onConflict = '',
): Promise<void> {
  const names = Object.keys(spec);
  if ((columns[names[0] ?? '']?.length ?? 0) === 0) return;
  await tx.query(
    `insert into ${table} (shard, workspace_id, ${names.join(', ')}) select $1, $2, ${names.map((name) => `u.${name}`).join(', ')} from ${unnestColumns(spec, 3)} u ${onConflict}`,
    [place.shard, place.workspaceId, ...packColumns(spec, columns)],
    { keep: true },
  );
}

/** Updates rows by (shard, id). `id = any(…)` beside the join lets the planner find each row by index: without it, it scans the table. */
export async function update<S extends ColumnSpec & { id: 'uuid' }>(
  tx: Sql,
  table: string,
  shard: number,
  spec: S,
  columns: ReadonlyColumns<S>,
): Promise<void> {
  const names = Object.keys(spec).filter((name) => name !== 'id');
  await tx.query(
    `update ${table} t set ${names.map((name) => `${name} = u.${name}`).join(', ')} from ${unnestColumns(spec, 2)} u
     where t.shard = $1 and t.id = u.id and t.id = any(${columnArray('uuid', 2)})`,
    [shard, ...packColumns(spec, columns)],
    { keep: true },
  );
}
