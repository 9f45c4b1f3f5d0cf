import type { JourneyDocument } from '#lib/journey/document.ts';
import type { MessageTemplate } from '#lib/message/template.ts';
import type { Parent } from '#lib/templates/parent.ts';
import type { Sql } from '../client.ts';

/** A clone to be stored. `requestId` names the click that asked for it; null where nobody may ask twice. */
export interface NewClone {
  readonly document: JourneyDocument;
  readonly parent: Parent;
  readonly requestId: string | null;
  readonly personId: string;
}

/** Holds the workspace for the length of the transaction, so that clones of it are made one after another. */
export async function holdWorkspace(tx: Sql, workspaceId: number): Promise<void> {
  await tx.query('select id from workspace where id = $1 for update', [workspaceId]);
}

/** The key of the journey that this request made; null where it made none yet. */
export async function journeyOfRequest(tx: Sql, workspaceId: number, requestId: string): Promise<string | null> {
  const [row] = await tx.query<{ key: string }>('select key from journey where workspace_id = $1 and request_id = $2', [
    workspaceId,
    requestId,
  ]);
  return row?.key ?? null;
}

/** The keys of the workspace's journeys. */
export async function journeyKeys(tx: Sql, workspaceId: number): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ key: string }>('select key from journey where workspace_id = $1', [workspaceId]);
  return new Set(rows.map(({ key }) => key));
}

/** A journey's draft beside what it was cloned from; null where the workspace has none of this key. */
export async function draftAndParent(
  db: Sql,
  workspaceId: number,
  key: string,
): Promise<{ name: string; draft: unknown; parent: unknown } | null> {
  const [row] = await db.query<{ name: string; draft: unknown; parent: unknown }>(
    'select name, draft, parent from journey where workspace_id = $1 and key = $2',
    [workspaceId, key],
  );
  return row ?? null;
}

/** Stores a clone as a draft. Throws where its key is taken. */
export async function insertClone(tx: Sql, workspaceId: number, { document, parent, requestId, personId }: NewClone): Promise<void> {
  await tx.query(
    `insert into journey (workspace_id, key, name, draft, status, parent, request_id, updated_by)
     values ($1, $2, $3, $4::jsonb, 'draft', $5::jsonb, $6, $7)`,
    [workspaceId, document.key, document.name, JSON.stringify(document), JSON.stringify(parent), requestId, personId],
  );
}

/** Adds messages that were not there, each as its first version. Throws where one of them is: nothing is written over. */
export async function insertMessages(tx: Sql, workspaceId: number, messages: readonly MessageTemplate[]): Promise<void> {
  await tx.query(
    `insert into message_template (workspace_id, key, channel, language, version, subject, body, extras)
     select $1, t.key, t.channel, t.language, 1, t.subject, t.body, t.extras
       from json_to_recordset($2::json) t(key text, channel text, language text, subject text, body text, extras jsonb)`,
    [workspaceId, JSON.stringify(messages)],
  );
}

/** A journey as the gallery shows it: its drawing, and what it was cloned from by name. */
export interface DrawnJourney {
  readonly key: string;
  readonly name: string;
  readonly status: 'draft' | 'live' | 'paused';
  readonly draft: unknown;
  readonly parentName: string | null;
}

/** The journeys of a workspace with their drawings, the one that was changed last first; as many as asked for. */
export function drawnJourneys(db: Sql, workspaceId: number, most: number): Promise<DrawnJourney[]> {
  return db.query<DrawnJourney>(
    `select key, name, status, draft, parent ->> 'name' as "parentName" from journey
      where workspace_id = $1 order by updated_at desc, key limit $2`,
    [workspaceId, most],
  );
}
