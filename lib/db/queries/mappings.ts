import type { Sql } from '../client.ts';

/** A mapping saved in a workspace; whoever uses the document reads it anew. */
export interface SavedMapping {
  readonly name: string;
  readonly document: unknown;
}

/** The saved mappings of a workspace, the latest first; at most 200. */
export function savedMappings(sql: Sql, workspaceId: number): Promise<SavedMapping[]> {
  return sql.query<SavedMapping>('select name, document from mapping where workspace_id = $1 order by updated_at desc, name limit 200', [
    workspaceId,
  ]);
}

/** Saves a mapping under a name; one of that name is replaced. */
export async function saveMapping(sql: Sql, workspaceId: number, name: string, document: unknown): Promise<void> {
  await sql.query(
    `insert into mapping (workspace_id, name, document) values ($1, $2, $3::jsonb)
     on conflict (workspace_id, name) do update set document = excluded.document, updated_at = now()`,
    [workspaceId, name, JSON.stringify(document)],
  );
}

/** Forgets a saved mapping; false where there was none. */
export async function forgetMapping(sql: Sql, workspaceId: number, name: string): Promise<boolean> {
  return (await sql.query('delete from mapping where workspace_id = $1 and name = $2 returning name', [workspaceId, name])).length > 0;
}
