import 'server-only';
import type { JourneyCounts } from '#lib/api/journeys.ts';
import type { Sql } from '#lib/db/client.ts';
import { armCounts, liveDocument, stepCounts } from '#lib/db/queries/journey-drafts.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { type ArmFlow, armFlows, learningSteps } from '#lib/journey/arm-flow.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { flowOf } from '#lib/journey/flow.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { Refused } from './api-call.ts';
import { byShard } from './by-shard.ts';
import { readStored } from './journeys.ts';

/** What stands at each node of the live version and went along each edge. Throws Refused where there is no such journey. */
export async function journeyCounts(db: Sql, workspace: WorkspaceStanding, key: string): Promise<JourneyCounts> {
  const live = await liveDocument(db, workspace.id, key);
  if (!live) throw new Refused(404, 'not-found');
  const { id } = live;
  if (id === null) return { version: null, nodes: {}, edges: {}, arms: {} };
  const counted = await byShard(shardsOf(workspace), (shard) => stepCounts(db, id, shard));
  const document = readStored(live.document);
  const arms = await countArms(db, workspace, id, document);
  return { version: live.number, ...flowOf(document, counted.flat()), arms };
}

async function countArms(
  db: Sql,
  workspace: WorkspaceStanding,
  versionId: number,
  document: JourneyDocument,
): Promise<Readonly<Record<string, readonly ArmFlow[]>>> {
  const steps = learningSteps(document);
  if (steps.length === 0) return {};
  const counted = await byShard(shardsOf(workspace), (shard) => armCounts(db, versionId, steps, shard));
  return armFlows(document, counted.flat());
}
