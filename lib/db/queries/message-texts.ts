import type { MessageExtras } from '#lib/message/extras.ts';
import type { Sql } from '../client.ts';

/** A message in use, with its version. */
export interface MessageText {
  readonly key: string;
  readonly channel: string;
  readonly language: string;
  readonly version: number;
  readonly subject: string | null;
  readonly body: string;
  readonly extras: MessageExtras | null;
}

/** The messages in use with their versions, by key, channel and language. */
export function messageTexts(db: Sql, workspaceId: number): Promise<MessageText[]> {
  return db.query<MessageText>(
    `select distinct on (key, channel, language) key, channel, language, version, subject, body, extras
       from message_template where workspace_id = $1 order by key, channel, language, version desc`,
    [workspaceId],
  );
}

/** The words in use for one key, channel and language, and who wrote them; version 0 where there are none. */
export async function messageText(
  db: Sql,
  workspaceId: number,
  { key, channel, language }: Pick<MessageText, 'key' | 'channel' | 'language'>,
): Promise<Pick<MessageText, 'version' | 'subject' | 'body' | 'extras'> & { readonly at: number }> {
  const [row] = await db.query<MessageText & { at: number }>(
    `select version, subject, body, extras, (extract(epoch from created_at) * 1000)::float8 as at from message_template
      where workspace_id = $1 and key = $2 and channel = $3 and language = $4 order by version desc limit 1`,
    [workspaceId, key, channel, language],
  );
  return row ?? { version: 0, subject: null, body: '', extras: null, at: 0 };
}

/** Stores words as this version; false where another has just stored it. */
export async function insertMessageText(tx: Sql, workspaceId: number, text: MessageText): Promise<boolean> {
  const rows = await tx.query(
    `insert into message_template (workspace_id, key, channel, language, version, subject, body, extras) values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)
     on conflict do nothing returning version`,
    [workspaceId, text.key, text.channel, text.language, text.version, text.subject, text.body, text.extras && JSON.stringify(text.extras)],
  );
  return rows.length > 0;
}

/** The languages of a shard's debtors, the commonest first; `null` counts those of whom nobody said. */
export function debtorLanguages(
  db: Sql,
  workspaceId: number,
  shard: number,
): Promise<{ readonly language: string | null; readonly debtors: number }[]> {
  return db.query(
    'select language, count(*)::int as debtors from debtor where shard = $1 and workspace_id = $2 group by language order by 2 desc limit 20',
    [shard, workspaceId],
  );
}
