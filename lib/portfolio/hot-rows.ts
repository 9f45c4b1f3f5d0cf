/** A column of a hot table and how its value travels: `instant` as epoch milliseconds, `json` as it is. */
export type Column = readonly [
  name: string,
  type: 'text' | 'uuid' | 'bigint' | 'integer' | 'double precision' | 'boolean' | 'instant' | 'json',
];

/**
 * The statement that writes whole rows of a hot table, new or not, by (shard, id): `$1` the shard, `$2` the workspace,
 * `$3` a JSON array of rows keyed by column. Rows travel as one JSON text: 2,000 of them are one parameter.
 */
export function upsertStatement(table: 'debtor' | 'account', columns: readonly Column[]): string {
  const names = columns.map(([name]) => name);
  const values = columns.map(([name, type]) => (type === 'instant' ? `to_timestamp(r.${name} / 1000.0)` : `r.${name}`));
  const types = columns.map(([name, type]) => `${name} ${type === 'instant' ? 'double precision' : type === 'json' ? 'jsonb' : type}`);
  const updates = names.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`);
  return `insert into ${table} (shard, workspace_id, ${names.join(', ')})
    select $1, $2, ${values.join(', ')} from json_to_recordset($3::json) as r(${types.join(', ')})
    on conflict (shard, id) do update set ${updates.join(', ')}`;
}

/** An instant column read as epoch milliseconds under the name `as`. */
export function readInstant(column: string, as: string): string {
  return `(extract(epoch from ${column}) * 1000)::bigint as "${as}"`;
}
