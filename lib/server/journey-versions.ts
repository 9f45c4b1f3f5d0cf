import 'server-only';
import type { RestoredMessages, VersionDetail, VersionList } from '#lib/api/journey-versions.ts';
import { canonicalJson } from '#lib/base/canonical-json.ts';
import { formatInstant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { noteDeed } from '#lib/db/queries/audit.ts';
import {
  holdJourney,
  type JourneyRow,
  journeyDraft,
  underWay,
  type VersionText,
  versionLines,
  versionTexts,
} from '#lib/db/queries/journey-drafts.ts';
import { addTemplates, templatesInUse } from '#lib/db/queries/message-templates.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { journeyChanges } from '#lib/journey/diff.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { messagesSentBy } from '#lib/templates/copy-journey.ts';
import { Refused } from './api-call.ts';
import { byShard } from './by-shard.ts';
import { readStored } from './journeys.ts';
import type { WorkspaceSession } from './session.ts';

/** Every version that a journey was published as, the newest first. Throws Refused where the workspace has none of this key. */
export async function journeyVersions(db: Sql, workspace: WorkspaceStanding, key: string): Promise<VersionList> {
  const journey = await theJourney(db, workspace.id, key);
  const [lines, running] = await Promise.all([
    versionLines(db, journey.id),
    byShard(shardsOf(workspace), (shard) => underWay(db, workspace.id, shard)),
  ]);
  const here = running.flat().filter(({ journeyId }) => journeyId === journey.id);
  return {
    versions: lines.map(({ number, publishedAt, publishedBy }) => ({
      number,
      publishedAt: formatInstant(publishedAt),
      publishedBy,
      isLive: number === journey.liveVersion,
      inside: here.reduce((sum, { version, accounts }) => (version === number ? sum + accounts : sum), 0),
    })),
  };
}

/** One version as it was frozen, and what makes the draft another. Throws Refused where there is none of this number. */
export async function journeyVersion(db: Sql, workspace: WorkspaceStanding, key: string, number: number): Promise<VersionDetail> {
  const journey = await theJourney(db, workspace.id, key);
  const { document: stored, templates, publishedAt, publishedBy } = await theVersion(db, journey.id, number);
  const draft = readStored(journey.document);
  const document = readStored(stored);
  const messages = messagesSentBy(draft, await templatesInUse(db, workspace.id));
  return {
    number,
    publishedAt: formatInstant(publishedAt),
    publishedBy,
    isLive: number === journey.liveVersion,
    document,
    changes: journeyChanges({ document: draft, messages }, { document, messages: templates }),
  };
}

/**
 * Gives the messages of a version the words that it froze, each that has others now as its next version: what was written
 * since stays stored before it. Asked twice it is done once. Throws Refused where there is no such version.
 */
export function restoreMessages(
  db: Database,
  { person, workspace }: WorkspaceSession,
  key: string,
  number: number,
): Promise<RestoredMessages> {
  return db.transaction(async (tx) => {
    if (!(await holdJourney(tx, workspace.id, key))) throw new Refused(404, 'not-found');
    const { templates } = await theVersion(tx, (await theJourney(tx, workspace.id, key)).id, number);
    const inUse = new Set((await templatesInUse(tx, workspace.id)).map((one) => canonicalJson(one)));
    const changed = templates.filter((one) => !inUse.has(canonicalJson(one)));
    if (changed.length > 0) {
      await addTemplates(tx, workspace.id, changed);
      const detail = { version: number, messages: changed.length };
      await noteDeed(tx, { workspaceId: workspace.id, personId: person.id, action: 'journey.restore', subject: key, detail });
    }
    return { restored: changed.length };
  });
}

async function theJourney(db: Sql, workspaceId: number, key: string): Promise<JourneyRow & { readonly document: unknown }> {
  const journey = await journeyDraft(db, workspaceId, key);
  if (!journey) throw new Refused(404, 'not-found');
  return journey;
}

async function theVersion(db: Sql, journeyId: number, number: number): Promise<VersionText> {
  const [version] = await versionTexts(db, journeyId, [number]);
  if (!version) throw new Refused(404, 'not-found');
  return version;
}
