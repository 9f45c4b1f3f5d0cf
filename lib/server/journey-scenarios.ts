import 'server-only';
import { MOST_SCENARIOS, type SavedScenario, type ScenarioList, type ScenarioOutcome } from '#lib/api/journey-scenarios.ts';
import { unstorableParts } from '#lib/base/storable-json.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { holdJourney, journeyDraft } from '#lib/db/queries/journey-drafts.ts';
import { dropScenario, putScenario, scenarioRows } from '#lib/db/queries/journey-scenarios.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { runScenario } from '#lib/runner/run-scenarios.ts';
import { Refused } from './api-call.ts';
import { readStored } from './journeys.ts';
import type { WorkspaceSession } from './session.ts';

/** The test cases of a journey, run on its saved draft. Throws Refused where there is no such journey. */
export async function scenarioList(db: Sql, workspace: WorkspaceStanding, key: string): Promise<ScenarioList> {
  const row = await journeyDraft(db, workspace.id, key);
  if (!row) throw new Refused(404, 'not-found');
  return { revision: row.revision, scenarios: await runScenarios(db, row.id, readStored(row.document)) };
}

/** Runs the test cases of a journey on a document. */
export async function runScenarios(db: Sql, journeyId: number, document: JourneyDocument): Promise<readonly ScenarioOutcome[]> {
  const outcomes: ScenarioOutcome[] = [];
  for (const { id, document: stated } of await scenarioRows(db, journeyId)) {
    outcomes.push({ id, ...(await runScenario(stated, document)) });
    // Others are answered between two cases.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return outcomes;
}

/**
 * Stores a test case in the form of the conformance files, without the journey that stands in it. One that cannot be run is
 * refused with its places (422); one that does not hold is stored: it says what is still to be drawn.
 */
export async function saveScenario(
  db: Database,
  { person, workspace }: WorkspaceSession,
  key: string,
  id: string,
  stated: unknown,
): Promise<SavedScenario> {
  if (typeof stated !== 'object' || stated === null || Array.isArray(stated))
    throw new Refused(422, 'bad-scenario', [{ path: '$', message: 'This is no case.' }]);
  const document = Object.fromEntries(Object.entries(stated).filter(([name]) => name !== 'journey'));
  const unstorable = unstorableParts(document);
  if (unstorable.length > 0) throw new Refused(422, 'bad-scenario', unstorable);
  const row = await journeyDraft(db, workspace.id, key);
  if (!row) throw new Refused(404, 'not-found');
  const { problems } = await runScenario(document, readStored(row.document));
  if (problems.length > 0) throw new Refused(422, 'bad-scenario', problems);
  await db.transaction(async (tx) => {
    if (!(await holdJourney(tx, workspace.id, key))) throw new Refused(404, 'not-found');
    const stored = await putScenario(tx, row.id, { id, document, personId: person.id, most: MOST_SCENARIOS });
    if (!stored) throw new Refused(422, 'too-many-scenarios');
  });
  return { id };
}

/** Throws a test case away. Asked twice it is done once. */
export async function removeScenario(db: Database, { workspace }: WorkspaceSession, key: string, id: string): Promise<SavedScenario> {
  const row = await journeyDraft(db, workspace.id, key);
  if (!row) throw new Refused(404, 'not-found');
  await dropScenario(db, row.id, id);
  return { id };
}
