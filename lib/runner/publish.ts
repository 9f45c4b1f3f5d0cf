import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import type { MessageTemplate } from '#lib/message/template.ts';
import { touchLooks } from '#lib/portfolio/agenda.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';

/** What publishing made: the version's id and its number, counted from 1 within the journey. */
export interface Published {
  readonly journeyId: number;
  readonly versionId: number;
  readonly number: number;
}

/**
 * Freezes a valid document with its message templates as the journey's next version and lets accounts enter it from `at`
 * on: every account is looked at once. Enrollments under way finish on their version. Run it inside a transaction.
 */
export async function publishJourney(
  tx: Sql,
  workspace: PortfolioWorkspace,
  document: JourneyDocument,
  templates: readonly MessageTemplate[],
  at: Instant,
  personId: string | null = null,
): Promise<Published> {
  const [journey] = await tx.query<{ id: number }>(
    `insert into journey (workspace_id, key, name, draft, status) values ($1, $2, $3, $4::jsonb, 'live')
     on conflict (workspace_id, key) do update set name = excluded.name, draft = excluded.draft, revision = journey.revision + 1, status = 'live', updated_at = now()
     returning id`,
    [workspace.id, document.key, document.name, JSON.stringify(document)],
  );
  if (!journey) throw new Error(`journey ${document.key} was not stored`);
  const [version] = await tx.query<{ id: number; number: number }>(
    `insert into journey_version (journey_id, number, document, templates, published_by)
     select $1, coalesce(max(number), 0) + 1, $2::jsonb, $3::jsonb, $4::text from journey_version where journey_id = $1 returning id, number`,
    [journey.id, JSON.stringify(document), JSON.stringify(templates), personId],
  );
  if (!version) throw new Error(`a version of journey ${document.key} was not stored`);
  await tx.query('update journey set live_version_id = $2 where id = $1', [journey.id, version.id]);
  for (const shard of shardsOf(workspace)) await lookAtEveryone(tx, workspace.id, shard, at);
  return { journeyId: journey.id, versionId: version.id, number: version.number };
}

/** Has the runner look at every account of the shard for entry, as at the start of a day. */
async function lookAtEveryone(tx: Sql, workspaceId: number, shard: number, at: Instant): Promise<void> {
  await touchLooks(tx, workspaceId, shard, at);
  await tx.query('update agenda set looked_until = null where shard = $1 and workspace_id = $2', [shard, workspaceId]);
}
