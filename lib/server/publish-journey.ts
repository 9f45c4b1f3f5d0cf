import 'server-only';
import type { ScenarioOutcome } from '#lib/api/journey-scenarios.ts';
import {
  type JourneyStanding,
  type PublishedJourney,
  type PublishPlan,
  problemContext,
  type StandingPlace,
  type UnderWay,
} from '#lib/api/journeys.ts';
import { formatInstant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { noteDeed } from '#lib/db/queries/audit.ts';
import {
  handovers,
  holdJourney,
  journeyDraft,
  nextVersionNumber,
  stepCounts,
  underWay,
  type VersionText,
  versionTexts,
} from '#lib/db/queries/journey-drafts.ts';
import { templatesInUse } from '#lib/db/queries/message-templates.ts';
import { messageTexts } from '#lib/db/queries/message-texts.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { landingsOf } from '#lib/interpreter/move-runs.ts';
import { type Change, journeyChanges } from '#lib/journey/diff.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { flowOf } from '#lib/journey/flow.ts';
import { findProblems, isError } from '#lib/journey/problems.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { readWorkspace, workspaceNow } from '#lib/portfolio/workspace.ts';
import { freezeVersion, pauseJourney, resumeJourney } from '#lib/runner/publish.ts';
import { messagesSentBy } from '#lib/templates/copy-journey.ts';
import { Refused } from './api-call.ts';
import { byShard } from './by-shard.ts';
import { countryHours } from './country-hours.ts';
import { languagesOf, segmentsOf } from './journey-context.ts';
import { runScenarios } from './journey-scenarios.ts';
import { readStored } from './journeys.ts';
import type { WorkspaceSession } from './session.ts';

/** What publishing the saved draft would do now, or why it would be refused. Throws Refused where there is no such journey. */
export async function publishPlan(db: Sql, workspace: WorkspaceStanding, key: string): Promise<PublishPlan> {
  const row = await journeyDraft(db, workspace.id, key);
  if (!row) throw new Refused(404, 'not-found');
  const whole = await readWorkspace(db, workspace.id);
  const document = readStored(row.document);
  const isLive = row.liveVersion !== null && !row.hasChanges;
  const [templates, journeys, languages, segments, running, next, openHours] = await Promise.all([
    messageTexts(db, workspace.id),
    handovers(db, workspace.id),
    languagesOf(db, workspace, whole.language),
    segmentsOf(db, workspace, document, row.id, workspaceNow(whole, Date.now())),
    byShard(shardsOf(workspace), (shard) => underWay(db, workspace.id, shard)),
    nextVersionNumber(db, row.id),
    countryHours(db, workspace, workspaceNow(whole, Date.now())),
  ]);
  const segmentSizes = Object.fromEntries(segments.map(({ node, accounts }) => [node.id, accounts]));
  const versions = Map.groupBy(
    running.flat().filter(({ journeyId, accounts }) => journeyId === row.id && accounts > 0),
    ({ version }) => version,
  );
  const numbers = [...versions].map(([version]) => version);
  const texts = await versionTexts(db, row.id, row.liveVersion === null ? numbers : [...numbers, row.liveVersion]);
  return {
    revision: row.revision,
    standing: await standingPlaces(
      db,
      shardsOf(workspace),
      texts.filter(({ number }) => versions.has(number)),
      document,
    ),
    scenarios: await runScenarios(db, row.id, document),
    changes: await changesSince(
      db,
      workspace.id,
      texts.find(({ number }) => number === row.liveVersion),
      document,
    ),
    findings: findProblems(
      document,
      problemContext({ templates, languages, channels: CHANNELS, segmentSizes, journeys, openHours, samples: [] }),
    ),
    nextVersion: isLive ? (row.liveVersion ?? next) : next,
    isLive,
    entries: segments.map(({ node, accounts, fresh }) => ({ node: node.id, label: node.label ?? null, accounts, fresh })),
    underWay: [...versions]
      .map(([version, shards]) => ({ version, accounts: shards.reduce((sum, one) => sum + one.accounts, 0) }))
      .sort((a, b) => a.version - b.version),
  };
}

/** Where the accounts under way stand, as their versions' counts have it, and whether the draft has that step. */
async function standingPlaces(
  db: Sql,
  shards: readonly number[],
  versions: readonly VersionText[],
  draft: JourneyDocument,
): Promise<readonly StandingPlace[]> {
  const places = new Map<string, StandingPlace>();
  for (const { id, document } of versions) {
    const drawn = readStored(document);
    const counts = (await byShard(shards, (shard) => stepCounts(db, id, shard))).flat();
    const flow = flowOf(drawn, counts);
    const landings = landingsOf(drawn, draft, {});
    for (const { id: node, label, type } of drawn.nodes) {
      const accounts = flow.nodes[node]?.here ?? 0;
      if (accounts === 0) continue;
      const stays = landings.get(node)?.kind === 'stays';
      const before = places.get(node);
      // Two versions may mean two things by one id: it needs a place where either does.
      places.set(node, {
        node,
        name: label ?? node,
        type,
        accounts: accounts + (before?.accounts ?? 0),
        stays: stays && before?.stays !== false,
      });
    }
  }
  return [...places.values()];
}

async function changesSince(
  db: Sql,
  workspaceId: number,
  live: VersionText | undefined,
  document: JourneyDocument,
): Promise<readonly Change[]> {
  if (!live) return [];
  const messages = messagesSentBy(document, await templatesInUse(db, workspaceId));
  return journeyChanges({ document: readStored(live.document), messages: live.templates }, { document, messages });
}

/** A test case that does not hold keeps the draft from being published (journey.md section 9): each is named. */
function refuseFailed(outcomes: readonly ScenarioOutcome[]): void {
  const failed = outcomes.filter(({ holds }) => !holds);
  const problems = failed.map(({ id, name, differences, problems: [first] }) => ({
    path: `$.scenarios[${JSON.stringify(id)}]`,
    message: first ? `${name}: ${first.path}: ${first.message}` : `${name}: ${differences.length} rows came otherwise than expected.`,
  }));
  if (problems.length > 0) throw new Refused(422, 'scenarios-failed', problems);
}

/** Places that the draft does not have are refused with their JSON paths. */
function refuseUnknownPlaces(document: JourneyDocument, runs: UnderWay): void {
  if (runs.kind === 'finish') return;
  const ids = new Set(document.nodes.map((node) => node.id));
  const problems = Object.entries(runs.places)
    .filter(([, place]) => !ids.has(place))
    .map(([node, place]) => ({
      path: `$.underWay.places[${JSON.stringify(node)}]`,
      message: `The journey has no step "${place}" at which accounts could go on.`,
    }));
  if (problems.length > 0) throw new Refused(422, 'unknown-place', problems);
}

/**
 * Publishes the draft as the person saw it, with the messages in use. Throws Refused: another revision (409), errors (422,
 * with all findings). A draft that is live already, with the same words, is published no second time.
 */
export async function publishDraft(
  db: Database,
  { person, workspace }: WorkspaceSession,
  key: string,
  revision: number,
  runs: UnderWay = { kind: 'finish' },
): Promise<PublishedJourney> {
  const seen = await journeyDraft(db, workspace.id, key);
  // Before the row is held, since they take their time; a draft that is another by then is refused by its revision.
  const outcomes = seen?.revision === revision ? await runScenarios(db, seen.id, readStored(seen.document)) : [];
  return db.transaction(async (tx) => {
    if (!(await holdJourney(tx, workspace.id, key))) throw new Refused(404, 'not-found');
    const row = await journeyDraft(tx, workspace.id, key);
    if (!row) throw new Refused(404, 'not-found');
    if (row.revision !== revision || seen?.revision !== revision) throw conflictWith(row, person.id);
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
    refuseUnknownPlaces(document, runs);
    refuseFailed(outcomes);
    const templates = messagesSentBy(document, await templatesInUse(tx, workspace.id));
    const move = runs.kind === 'move' ? { move: runs.places } : {};
    const frozen = { journeyId: row.id, revision, document, templates, personId: person.id, ...move };
    const { number } = await freezeVersion(tx, whole, frozen, workspaceNow(whole, Date.now()));
    await noteDeed(tx, {
      workspaceId: workspace.id,
      personId: person.id,
      action: 'journey.publish',
      subject: key,
      detail: { version: number, revision, ...(runs.kind === 'move' ? { places: runs.places } : {}) },
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
