import type { Sql } from './client.ts';

/*
 * A fresh database costs about a second of processor on PGlite, half of it the machine's own for its memory, and 0.2 s on
 * PostgreSQL; emptying a used one costs 0.03 s. So tests get one that another test has used, as empty as a new one.
 */

/** What of a database a test may leave changed beside rows: then it is not handed on. */
export async function shapeOf(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ shape: string }>(
    `select concat_ws(' ', (select count(*) from pg_class), (select count(*) from pg_proc), (select count(*) from pg_trigger),
       (select count(*) from pg_constraint), (select count(*) from pg_attribute where attnum > 0 and not attisdropped)) as shape`,
  );
  return row?.shape ?? '';
}

/** Empties every table but that of the migrations, sets every sequence back, and forgets what the connection kept. */
export async function emptyTables(sql: Sql): Promise<void> {
  const tables = await sql.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migration'`,
  );
  const deletes = tables.map(({ name }) => `delete from ${name};`).join('\n');
  await sql.script(`set session_replication_role = replica;\n${deletes}\nset session_replication_role = default;`);
  await sql.query("select setval(c.oid, 1, false) from pg_class c where c.relkind = 'S'");
  await sql.script('discard all');
}
