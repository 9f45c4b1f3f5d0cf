import 'server-only';
import { type JourneyStanding, type PublishedJourney, type PublishPlan, problemContext } from '#lib/api/journeys.ts';
import { formatInstant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { noteDeed } from '#lib/db/queries/audit.ts';
import { handovers, holdJourney, journeyDraft, nextVersionNumber, underWay } from '#lib/db/queries/journey-drafts.ts';
import { templatesInUse } from '#lib/db/queries/message-templates.ts';
import { messageTexts } from '#lib/db/queries/message-texts.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { findProblems, isError } from '#lib/journey/problems.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { readWorkspace, workspaceNow } from '#lib/portfolio/workspace.ts';
import { freezeVersion, pauseJourney, resumeJourney } from '#lib/runner/publish.ts';
import { messagesSentBy } from '#lib/templates/copy-journey.ts';
import { Refused } from './api-call.ts';
import { byShard } from './by-shard.ts';
import { languagesOf, segmentsOf } from './journey-context.ts';
import { readStored } from './journeys.ts';
import type { WorkspaceSession } from './session.ts';

/** What publishing the saved draft would do now, or why it would be refused. Throws Refused where there is no such journey. */
export async function publishPlan(db: Sql, workspace: WorkspaceStanding, key: string): Promise<PublishPlan> {
  const row = await journeyDraft(db, workspace.id, key);
  if (!row) throw new Refused(404, 'not-found');
  const whole = await readWorkspace(db, workspace.id);
  const document = readStored(row.document);
  const isLive = row.liveVersion !== null && !row.hasChanges;
  const [templates, journeys, languages, segments, running, next] = await Promise.all([
    messageTexts(db, workspace.id),
    handovers(db, workspace.id),
    languagesOf(db, workspace, whole.language),
    segmentsOf(db, workspace, document, row.id, workspaceNow(whole, Date.now())),
    byShard(shardsOf(workspace), (shard) => underWay(db, workspace.id, shard)),
    nextVersionNumber(db, row.id),
  ]);
  const segmentSizes = Object.fromEntries(segments.map(({ node, accounts }) => [node.id, accounts]));
  const versions = Map.groupBy(
    running.flat().filter(({ journeyId, accounts }) => journeyId === row.id && accounts > 0),
    ({ version }) => version,
  );
  return {
    revision: row.revision,
    findings: findProblems(document, problemContext({ templates, languages, channels: CHANNELS, segmentSizes, journeys, samples: [] })),
    nextVersion: isLive ? (row.liveVersion ?? next) : next,
    isLive,
    entries: segments.map(({ node, accounts, fresh }) => ({ node: node.id, label: node.label ?? null, accounts, fresh })),
    underWay: [...versions]
      .map(([version, shards]) => ({ version, accounts: shards.reduce((sum, one) => sum + one.accounts, 0) }))
      .sort((a, b) => a.version - b.version),
  };
}

/**
 * Publishes the draft as the person saw it, with the messages in use. Throws Refused: another revision (409), errors (422,
 * with all findings). A draft that is live already, with the same words, is published no second time.
 */
export function publishDraft(
  db: Database,
  { person, workspace }: WorkspaceSession,
  key: string,
  revision: number,
): Promise<PublishedJourney> {
  return db.transaction(async (tx) => {
    if (!(await holdJourney(tx, workspace.id, key))) throw new Refused(404, 'not-found');
    const row = await journeyDraft(tx, workspace.id, key);
    if (!row) throw new Refused(404, 'not-found');
    if (row.revision !== revision) throw conflictWith(row, person.id);
    if (row.liveVersion !== null && !row.hasChanges)
      return { version: row.liveVersion, publishedAt: formatInstant(row.publishedAt ?? 0), wasLive: true };
    const whole = await readWorkspace(tx, workspace.id);
    const document = readStored(row.document);
    const texts = await messageTexts(tx, workspace.id);
    // Sizes and languages only warn: they are told before, in the plan, and keep nobody waiting while the row is held.
    const journeys = await handovers(tx, workspace.id);
    const context = problemContext({ templates: texts, languages: [], channels: CHANNELS, segmentSizes: {}, journeys, samples: [] });
    const findings = findProblems(document, context);
    if (findings.some(isError)) throw new Refused(422, 'journey-has-errors', undefined, { findings: [...findings] });
    const templates = messagesSentBy(document, await templatesInUse(tx, workspace.id));
    const frozen = { journeyId: row.id, revision, document, templates, personId: person.id };
    const { number } = await freezeVersion(tx, whole, frozen, workspaceNow(whole, Date.now()));
    await noteDeed(tx, {
      workspaceId: workspace.id,
      personId: person.id,
      action: 'journey.publish',
      subject: key,
      detail: { version: number, revision },
    });
    return { version: number, publishedAt: formatInstant(Date.now()), wasLive: false };
  });
}

function conflictWith(
  row: { revision: number; updatedAt: number; updatedBy: string | null; updatedById: string | null },
  personId: string,
) {
  const conflict = {
    revision: row.revision,
    at: formatInstant(row.updatedAt),
    by: row.updatedBy,
    mine: row.updatedById === personId,
  };
  return new Refused(409, 'revision-conflict', undefined, { conflict });
}

/** Has a published journey stand still, or go on. Asked twice it is done once. Throws Refused where it was never published (409). */
export function standStill(
  db: Database,
  { person, workspace }: WorkspaceSession,
  key: string,
  wanted: 'paused' | 'live',
): Promise<JourneyStanding> {
  return db.transaction(async (tx) => {
    if (!(await holdJourney(tx, workspace.id, key))) throw new Refused(404, 'not-found');
    const row = await journeyDraft(tx, workspace.id, key);
    if (!row || row.status === 'draft') throw new Refused(409, 'journey-not-published');
    if (row.status === wanted) return { status: wanted };
    const whole = await readWorkspace(tx, workspace.id);
    const at = workspaceNow(whole, Date.now());
    await (wanted === 'paused' ? pauseJourney : resumeJourney)(tx, whole, row.id, at);
    const action = wanted === 'paused' ? 'journey.pause' : 'journey.resume';
    await noteDeed(tx, { workspaceId: workspace.id, personId: person.id, action, subject: key, detail: { at: formatInstant(at) } });
    return { status: wanted };
  });
}
