import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import type { PlaceMap } from '#lib/interpreter/move-runs.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import type { MessageTemplate } from '#lib/message/template.ts';
import { touchAgenda, touchLooks } from '#lib/portfolio/agenda.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { moveRuns } from './move-runs.ts';

/** What publishing made: the version's id and its number, counted from 1 within the journey. */
export interface Published {
  readonly journeyId: number;
  readonly versionId: number;
  readonly number: number;
}

/** What is frozen: a journey's document with its message templates, and the revision of the draft that it was. */
export interface Frozen {
  readonly journeyId: number;
  readonly revision: number;
  readonly document: JourneyDocument;
  readonly templates: readonly MessageTemplate[];
  readonly personId: string | null;
  /** Where runs under way move to the new version: by a node that is gone or of another type its place. Left out: they finish on theirs. */
  readonly move?: PlaceMap;
}

/**
 * Stores a valid document as its journey's draft and publishes it: for seeds and tests, where nobody draws. Run it inside
 * a transaction.
 */
export async function publishJourney(
  tx: Sql,
  workspace: PortfolioWorkspace,
  document: JourneyDocument,
  templates: readonly MessageTemplate[],
  at: Instant,
  personId: string | null = null,
): Promise<Published> {
  const [journey] = await tx.query<{ id: number; revision: number }>(
    `insert into journey (workspace_id, key, name, draft, status, updated_by) values ($1, $2, $3, $4::jsonb, 'live', $5)
     on conflict (workspace_id, key) do update set name = excluded.name, draft = excluded.draft, revision = journey.revision + 1, status = 'live',
       updated_at = now(), updated_by = excluded.updated_by
     returning id, revision`,
    [workspace.id, document.key, document.name, JSON.stringify(document), personId],
  );
  if (!journey) throw new Error(`journey ${document.key} was not stored`);
  return freezeVersion(tx, workspace, { journeyId: journey.id, revision: journey.revision, document, templates, personId }, at);
}

/**
 * Freezes a valid document with its message templates as the journey's next version and lets accounts enter it from `at`
 * on: every account is looked at once. Enrollments under way finish on their version, or move; a journey that is paused stays so.
 * Run it inside a transaction that holds the journey's row.
 */
export async function freezeVersion(
  tx: Sql,
  workspace: PortfolioWorkspace,
  { journeyId, revision, document, templates, personId, move }: Frozen,
  at: Instant,
): Promise<Published> {
  const [version] = await tx.query<{ id: number; number: number }>(
    `insert into journey_version (journey_id, number, document, templates, revision, published_by)
     select $1, coalesce(max(number), 0) + 1, $2::jsonb, $3::jsonb, $4::int, $5::text from journey_version where journey_id = $1 returning id, number`,
    [journeyId, JSON.stringify(document), JSON.stringify(templates), revision, personId],
  );
  if (!version) throw new Error(`a version of journey ${document.key} was not stored`);
  await tx.query(
    `update journey set live_version_id = $2, status = case when status = 'paused' then 'paused' else 'live' end where id = $1`,
    [journeyId, version.id],
  );
  await lookAtEveryone(tx, workspace, at);
  if (move) await moveRuns(tx, workspace, { journeyId, versionId: version.id, document, map: move }, at);
  return { journeyId, versionId: version.id, number: version.number };
}

/**
 * Has a live journey stand still: nobody enters, no step acts, and what is queued is taken back at its last look; exit rules
 * still end runs (decision 5). Once this is committed no turn of the journey is under way any more. Run it inside a
 * transaction that holds the journey's row.
 */
export async function pauseJourney(tx: Sql, workspace: PortfolioWorkspace, journeyId: number, at: Instant): Promise<void> {
  // The agenda is written too, so that whoever claims a shard at this moment reads the journeys anew.
  for (const shard of shardsOf(workspace)) await touchAgenda(tx, workspace.id, shard, at);
  await tx.query(`update journey set status = 'paused' where id = $1 and status = 'live'`, [journeyId]);
}

/**
 * Lets a paused journey go on: every account is looked at for entry, and what fell due meanwhile is due now, to be judged
 * as late as it is (journey.md section 4). Run it inside a transaction that holds the journey's row.
 */
export async function resumeJourney(tx: Sql, workspace: PortfolioWorkspace, journeyId: number, at: Instant): Promise<void> {
  await tx.query(`update journey set status = 'live' where id = $1 and status = 'paused'`, [journeyId]);
  await lookAtEveryone(tx, workspace, at);
}

/** Has the runner look at every account for entry, as at the start of a day. */
async function lookAtEveryone(tx: Sql, workspace: PortfolioWorkspace, at: Instant): Promise<void> {
  for (const shard of shardsOf(workspace)) {
    await touchLooks(tx, workspace.id, shard, at);
    await tx.query('update agenda set looked_until = null where shard = $1 and workspace_id = $2', [shard, workspace.id]);
  }
}
