import type { Sql } from '../client.ts';

/** One import as the tables hold it; instants in epoch milliseconds. */
export interface ImportRow {
  readonly id: number;
  readonly fileName: string;
  readonly status: 'uploaded' | 'checking' | 'checked' | 'running' | 'done' | 'cancelled' | 'failed';
  readonly counts: unknown;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly person: string | null;
  readonly storedAs: string | null;
  readonly size: number | null;
  readonly sight: unknown;
  readonly mapping: unknown;
  readonly mappingName: string | null;
  readonly rows: number;
  readonly share: number;
}

/** A row that was refused, as it stood in its file. */
export interface RefusalRow {
  readonly row: number;
  readonly reason: string;
  readonly cells: readonly string[];
}

const COLUMNS = `id, file_name as "fileName", status, counts, (extract(epoch from started_at) * 1000)::float8 as "startedAt",
  (extract(epoch from ended_at) * 1000)::float8 as "endedAt", person, stored_as as "storedAs", size, sight, mapping,
  mapping_name as "mappingName", rows, share`;

/** The imports of a workspace, newest first, below the id `before`; without what their files look like. */
export function listImports(sql: Sql, workspaceId: number, before: number | null, limit: number): Promise<ImportRow[]> {
  return sql.query<ImportRow>(
    `select ${COLUMNS.replace('sight, mapping,', 'null as sight, null as mapping,')} from import
      where workspace_id = $1 and id < coalesce($2::int, 2147483647) order by id desc limit $3`,
    [workspaceId, before, limit],
  );
}

/** One import of a workspace; null where there is none such. */
export async function findImport(sql: Sql, workspaceId: number, id: number): Promise<ImportRow | null> {
  const [row] = await sql.query<ImportRow>(`select ${COLUMNS} from import where workspace_id = $1 and id = $2`, [workspaceId, id]);
  return row ?? null;
}

/** A file that has arrived and waits to be mapped. */
export interface ArrivedFile {
  readonly fileName: string;
  readonly storedAs: string;
  readonly size: number;
  readonly person: string;
  readonly sight: unknown;
}

/** Records a file that has arrived; answers its id. */
export async function recordArrival(sql: Sql, workspaceId: number, file: ArrivedFile): Promise<number> {
  const [row] = await sql.query<{ id: number }>(
    `insert into import (workspace_id, file_name, status, stored_as, size, person, sight) values ($1, $2, 'uploaded', $3, $4, $5, $6::jsonb) returning id`,
    [workspaceId, file.fileName, file.storedAs, file.size, file.person, JSON.stringify(file.sight)],
  );
  if (!row) throw new Error('the file was not recorded');
  return row.id;
}

/** Keeps what a file looks like when it is looked at another way. */
export async function recordSight(sql: Sql, id: number, sight: unknown): Promise<void> {
  await sql.query('update import set sight = $2::jsonb where id = $1', [id, JSON.stringify(sight)]);
}

/**
 * Takes a waiting file in hand to look it through by this mapping. False where it is in hand already, done, or its file gone.
 * An earlier check is forgotten.
 */
export async function claimCheck(sql: Sql, id: number, mapping: unknown): Promise<boolean> {
  const rows = await sql.query(
    `update import set status = 'checking', mapping = $2::jsonb, counts = null, rows = 0, share = 0, stop_asked = false, beat_at = now(), ended_at = null
      where id = $1 and status in ('uploaded', 'checked', 'cancelled', 'failed') and stored_as is not null returning id`,
    [id, JSON.stringify(mapping)],
  );
  if (rows.length === 0) return false;
  await sql.query('delete from import_refusal where import_id = $1', [id]);
  return true;
}

/** Ends a check: with its counts, or (null) as if it had not been begun. */
export async function endCheck(sql: Sql, id: number, counts: unknown, refused: readonly RefusalRow[]): Promise<void> {
  await sql.query(
    `with ended as (update import set status = case when $2::jsonb is null then 'uploaded' else 'checked' end, counts = $2::jsonb, share = 1
       where id = $1 and status = 'checking' returning id)
     insert into import_refusal (import_id, row, reason, cells)
     select ended.id, r.row, r.reason, r.cells from ended, json_to_recordset($3::json) as r(row integer, reason text, cells jsonb) on conflict do nothing`,
    [id, counts === null ? null : JSON.stringify(counts), JSON.stringify(refused)],
  );
}

/** Takes a checked file in hand to be written, unless the workspace has another in hand. False where it was not to be had. */
export async function claimImport(sql: Sql, workspaceId: number, id: number, mappingName: string | null): Promise<boolean> {
  const rows = await sql.query(
    `update import set status = 'running', rows = 0, share = 0, stop_asked = false, beat_at = now(), started_at = now(), mapping_name = $3
      where id = $2 and workspace_id = $1 and status = 'checked' and counts->>'problem' is null
        and not exists (select 1 from import other where other.workspace_id = $1 and other.status = 'running') returning id`,
    [workspaceId, id, mappingName],
  );
  if (rows.length === 0) return false;
  await sql.query('delete from import_refusal where import_id = $1', [id]);
  return true;
}

/** The import that a workspace has in hand, or null. */
export async function runningImport(sql: Sql, workspaceId: number): Promise<Pick<ImportRow, 'id' | 'fileName' | 'person'> | null> {
  const [row] = await sql.query<Pick<ImportRow, 'id' | 'fileName' | 'person'>>(
    `select id, file_name as "fileName", person from import where workspace_id = $1 and status = 'running' order by id limit 1`,
    [workspaceId],
  );
  return row ?? null;
}

/** Says that whoever has the import in hand is alive and how far it is; answers whether it was asked to stop. */
export async function beatImport(sql: Sql, id: number, rows: number, share: number): Promise<boolean> {
  const [row] = await sql.query<{ stop: boolean }>(
    `update import set beat_at = now(), rows = $2, share = $3 where id = $1 returning stop_asked as stop`,
    [id, rows, share],
  );
  return row?.stop ?? false;
}

/** Asks whoever has the import in hand to stop. */
export async function askToStop(sql: Sql, workspaceId: number, id: number): Promise<void> {
  await sql.query(`update import set stop_asked = true where id = $2 and workspace_id = $1 and status in ('checking', 'running')`, [
    workspaceId,
    id,
  ]);
}

/** Forgets where the file of an import lies: it is gone. */
export async function forgetFile(sql: Sql, id: number): Promise<void> {
  await sql.query('update import set stored_as = null where id = $1', [id]);
}

/** Takes away an import that was never written; answers its file's name, undefined where it may not go. */
export async function discardImport(sql: Sql, workspaceId: number, id: number): Promise<string | null | undefined> {
  const [row] = await sql.query<{ storedAs: string | null }>(
    `delete from import where id = $2 and workspace_id = $1 and status in ('uploaded', 'checked') returning stored_as as "storedAs"`,
    [workspaceId, id],
  );
  return row?.storedAs;
}

/**
 * Marks as failed what was in hand of a process that is dead: those that gave no sign of life for `seconds`, or (null) all,
 * for whoever knows that no other process is there. What it had written is not there: it was one transaction.
 */
export async function failAbandoned(sql: Sql, seconds: number | null): Promise<number> {
  const rows = await sql.query(
    `update import set status = case status when 'checking' then 'uploaded' else 'failed' end,
            ended_at = case status when 'checking' then null else now() end,
            counts = case status when 'checking' then null else jsonb_build_object('problem', $2::text) end
      where status in ('checking', 'running') and ($1::float8 is null or coalesce(beat_at, started_at) < now() - make_interval(secs => $1::float8)) returning id`,
    [seconds, 'the server ended in the middle; nothing was taken'],
  );
  return rows.length;
}

/** Names of files in the data directory that an import still needs. */
export async function keptFiles(sql: Sql): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ name: string }>('select stored_as as name from import where stored_as is not null');
  return new Set(rows.map(({ name }) => name));
}

/** The refused rows of an import after the row `after`, in order. */
export function refusalsOf(sql: Sql, id: number, after: number, limit: number): Promise<RefusalRow[]> {
  return sql.query<RefusalRow>('select row, reason, cells from import_refusal where import_id = $1 and row > $2 order by row limit $3', [
    id,
    after,
    limit,
  ]);
}
