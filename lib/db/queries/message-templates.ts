import type { MessageTemplate } from '#lib/message/template.ts';
import type { Sql } from '../client.ts';

/** Writes templates, each as the next version of its key, channel and language. One statement. */
export async function addTemplates(tx: Sql, workspaceId: number, templates: readonly MessageTemplate[]): Promise<void> {
  await tx.query(
    `insert into message_template (workspace_id, key, channel, language, version, subject, body, extras)
     select $1, t.key, t.channel, t.language, coalesce(max(before.version), 0) + 1, t.subject, t.body, t.extras
       from json_to_recordset($2::json) t(key text, channel text, language text, subject text, body text, extras jsonb)
       left join message_template before
         on before.workspace_id = $1 and before.key = t.key and before.channel = t.channel and before.language = t.language
      group by t.key, t.channel, t.language, t.subject, t.body, t.extras`,
    [workspaceId, JSON.stringify(templates)],
  );
}

/** The templates in use: the newest version of each key, channel and language. */
export async function templatesInUse(db: Sql, workspaceId: number): Promise<MessageTemplate[]> {
  const rows = await db.query<MessageTemplate>(
    `select distinct on (key, channel, language) key, channel, language, subject, body, extras
       from message_template where workspace_id = $1 order by key, channel, language, version desc`,
    [workspaceId],
  );
  return rows.map(({ extras, ...words }) => (extras ? { ...words, extras } : words));
}
