import 'server-only';
import type { CreatedJourney, CreateJourney, JourneyDetail, JourneyLine, JourneyList, SavedJourney } from '#lib/api/journeys.ts';
import { formatInstant } from '#lib/base/instant.ts';
import type { Problem } from '#lib/base/problem.ts';
import { unstorableParts } from '#lib/base/storable-json.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { noteDeed } from '#lib/db/queries/audit.ts';
import { journeyKeys, journeyOfRequest } from '#lib/db/queries/clones.ts';
import {
  insertDraft,
  type JourneyRow,
  journeyDraft,
  journeyRows,
  saveDraft,
  storedInstead,
  underWay,
} from '#lib/db/queries/journey-drafts.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { freeKey, keyOf } from '#lib/journey/free-key.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { Refused } from './api-call.ts';
import { type BlankWords, blankJourney } from './blank-journey.ts';
import { byShard } from './by-shard.ts';
import { cloneJourney } from './clone-journey.ts';
import type { WorkspaceSession } from './session.ts';

/** Every journey of the workspace, by name. */
export async function journeyList(db: Sql, workspace: WorkspaceStanding): Promise<JourneyList> {
  const [rows, running] = await Promise.all([
    journeyRows(db, workspace.id),
    byShard(shardsOf(workspace), (shard) => underWay(db, workspace.id, shard)),
  ]);
  const inside = Map.groupBy(running.flat(), ({ journeyId }) => journeyId);
  return { journeys: rows.map((row) => lineOf(row, sum((inside.get(row.id) ?? []).map(({ accounts }) => accounts)))) };
}

/** A journey's draft as it was last saved. Throws Refused where the workspace has none of this key. */
export async function journeyDetail(db: Sql, workspace: WorkspaceStanding, key: string): Promise<JourneyDetail> {
  const row = await journeyDraft(db, workspace.id, key);
  if (!row) throw new Refused(404, 'not-found');
  const { document: stored, liveVersion, publishedAt, publishedBy, ...rest } = row;
  const { status, revision, hasChanges, updatedAt, updatedBy } = rest;
  const live = liveVersion === null ? null : { number: liveVersion, publishedAt: formatInstant(publishedAt ?? 0), publishedBy };
  const document = readStored(stored);
  return { key, name: row.name, status, revision, document, liveVersion: live, hasChanges, updatedAt: formatInstant(updatedAt), updatedBy };
}

/** A document as it was stored, brought up to today's format. Throws where it cannot be read: it was, when it was stored. */
export function readStored(stored: unknown): JourneyDocument {
  const read = readJourney(stored);
  if (!read.ok)
    throw new Error(`a stored journey cannot be read: ${read.problems.map(({ path, message }) => `${path}: ${message}`).join('; ')}`);
  return read.value;
}

/**
 * Makes a draft: blank, or a clone of a template or of another journey's draft. `requestId` names the wish: the same one sent
 * twice makes one journey. The key comes of the name; where it is taken a number is added.
 */
export async function createJourney(
  db: Database,
  { person, workspace }: WorkspaceSession,
  { name, from }: CreateJourney,
  requestId: string | null,
  words: BlankWords,
): Promise<CreatedJourney> {
  if (from !== undefined) return { key: await cloneJourney(db, workspace.id, { name, from, requestId, personId: person.id }) };
  const base = keyOf(name) || 'journey';
  for (;;) {
    const made = requestId === null ? null : await journeyOfRequest(db, workspace.id, requestId);
    if (made !== null) return { key: made };
    const taken = await journeyKeys(db, workspace.id);
    const key = freeKey(base, (candidate) => taken.has(candidate));
    const document = blankJourney(key, name, words);
    const isMade = await db.transaction(async (tx) => {
      if (!(await insertDraft(tx, workspace.id, { key, name, document, personId: person.id, requestId }))) return false;
      await noteDeed(tx, { workspaceId: workspace.id, personId: person.id, action: 'journey.create', subject: key });
      return true;
    });
    if (isMade) return { key };
  }
}

/**
 * Saves a draft on the revision it was made on. Throws Refused: an unreadable document or another key (422, with paths), a
 * revision that is not the stored one (409, with who stored what when). The same save sent twice is answered as once.
 */
export async function saveJourney(
  db: Database,
  { person, workspace }: WorkspaceSession,
  key: string,
  { revision, document: input }: { readonly revision: number; readonly document?: unknown },
): Promise<SavedJourney> {
  const document = readDraft(input, key);
  const saved = await db.transaction(async (tx) => {
    const stored = await saveDraft(tx, workspace.id, { key, name: document.name, document, revision, personId: person.id });
    const deed = { workspaceId: workspace.id, personId: person.id, action: 'journey.save', subject: key };
    if (stored) await noteDeed(tx, { ...deed, detail: { revision: stored.revision } });
    return stored;
  });
  if (saved) return { revision: saved.revision, updatedAt: formatInstant(saved.updatedAt) };
  const instead = await storedInstead(db, workspace.id, key, document);
  if (!instead) throw new Refused(404, 'not-found');
  const mine = instead.updatedById === person.id;
  const at = formatInstant(instead.updatedAt);
  if (mine && instead.isSame && instead.revision === revision + 1) return { revision: instead.revision, updatedAt: at };
  throw new Refused(409, 'revision-conflict', undefined, { conflict: { revision: instead.revision, at, by: instead.updatedBy, mine } });
}

/** A document from outside. Throws Refused with every path at fault: unknown keys, wrong types, what cannot be stored, another key. */
function readDraft(input: unknown, key: string): JourneyDocument {
  const problems = unstorableParts(input);
  if (problems.length > 0) throw unreadable(problems);
  const read = readJourney(JSON.stringify(input ?? null));
  if (!read.ok) throw unreadable(read.problems);
  if (read.value.key === key) return read.value;
  throw unreadable([
    { path: '$.key', message: `The key of this journey is "${key}" for good. Clone the journey to have it under another.` },
  ]);
}

function unreadable(problems: readonly Problem[]): Refused {
  return new Refused(422, 'unreadable-journey', problems.slice(0, 50));
}

function lineOf(row: JourneyRow, inside: number): JourneyLine {
  const { key, name, status, revision, liveVersion, hasChanges, updatedAt, updatedBy } = row;
  return { key, name, status, revision, liveVersion, hasChanges, updatedAt: formatInstant(updatedAt), updatedBy, inside };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
