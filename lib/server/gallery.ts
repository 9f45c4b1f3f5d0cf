import 'server-only';
import type { JourneyParent } from '#lib/api/journey-parent.ts';
import type { Sql } from '#lib/db/client.ts';
import { draftAndParent, drawnJourneys } from '#lib/db/queries/clones.ts';
import { templatesInUse } from '#lib/db/queries/message-templates.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { messagesSentBy, type WrittenJourney } from '#lib/templates/copy-journey.ts';
import { readParent } from '#lib/templates/parent.ts';
import { Refused } from './api-call.ts';

/** More journeys than the gallery draws. */
const MOST_DRAWN = 60;

/** A journey of the workspace, to begin from. */
export interface OwnJourney {
  readonly key: string;
  readonly name: string;
  readonly status: 'draft' | 'live' | 'paused';
  readonly document: JourneyDocument;
  readonly parentName: string | null;
}

/** The workspace's own journeys, the one that was changed last first. */
export async function ownJourneys(db: Sql, workspaceId: number): Promise<readonly OwnJourney[]> {
  const rows = await drawnJourneys(db, workspaceId, MOST_DRAWN);
  return rows.flatMap(({ draft, ...row }) => {
    const read = readJourney(draft);
    return read.ok ? [{ ...row, document: read.value }] : [];
  });
}

/** What a journey was cloned from. Throws Refused where the workspace has no such journey. */
export async function journeyParent(db: Sql, workspaceId: number, key: string): Promise<JourneyParent> {
  const row = await draftAndParent(db, workspaceId, key);
  if (!row) throw new Refused(404, 'not-found');
  return { parent: readParent(row.parent) };
}

/** A journey as it was last saved with the words that its steps send now, beside what it was cloned from; null where there is none. */
export async function journeyBesideParent(
  db: Sql,
  workspaceId: number,
  key: string,
): Promise<(WrittenJourney & JourneyParent & { readonly name: string }) | null> {
  const row = await draftAndParent(db, workspaceId, key);
  const draft = row && readJourney(row.draft);
  if (!row || !draft?.ok) return null;
  const messages = messagesSentBy(draft.value, await templatesInUse(db, workspaceId));
  return { name: row.name, document: draft.value, messages, parent: readParent(row.parent) };
}
