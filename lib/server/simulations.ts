import 'server-only';
import type { SimulationJob, SimulationOrder, SimulationResult, SimulationSetting, SimulationState } from '#lib/api/simulations.ts';
import { simulateSchema } from '#lib/api/simulations.ts';
import { localDateOf } from '#lib/base/civil.ts';
import { formatInstant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { journeyDraft } from '#lib/db/queries/journey-drafts.ts';
import {
  askSimulationToStop,
  insertSimulation,
  latestSimulation,
  type SimulationRow,
  simulationRow,
  versionNumbers,
} from '#lib/db/queries/simulations.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { uuid7 } from '#lib/db/uuid.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { readWorkspace, workspaceNow } from '#lib/portfolio/workspace.ts';
import { pastSpan } from '#lib/runner/simulated-portfolio.ts';
import { Refused } from './api-call.ts';
import { byShard } from './by-shard.ts';
import type { WorkspaceSession } from './session.ts';
import { beginSimulation, simulationProgress, simulationRunner, simulationsInHand, stopInHand } from './simulation-jobs.ts';
import { measuredIn, versionsOf, workOf } from './simulation-work.ts';

/** What can be asked of a journey's simulation, what people did so far, and the newest one. Throws Refused where there is no such journey. */
export async function simulationSetting(db: Database, workspace: WorkspaceStanding, key: string): Promise<SimulationSetting> {
  const row = await journeyDraft(db, workspace.id, key);
  if (!row) throw new Refused(404, 'not-found');
  const whole = await readWorkspace(db, workspace.id);
  const now = workspaceNow(whole, Date.now());
  const span = await pastSpan(db, workspace, now);
  const inHand = simulationsInHand();
  const latest = await latestSimulation(db, row.id);
  const debtors = await byShard(shardsOf(workspace), (shard) => debtorsIn(db, workspace.id, shard));
  return {
    currency: workspace.currency,
    timezone: workspace.timezone,
    firstDay: localDateOf(now, workspace.timezone),
    debtors: debtors.reduce((sum, one) => sum + one, 0),
    versions: (await versionNumbers(db, row.id)).map(({ number, publishedAt, isLive }) => {
      return { number, publishedAt: formatInstant(publishedAt), isLive };
    }),
    measured: await measuredIn(db, workspace, now),
    past: span && { from: localDateOf(span.first, workspace.timezone), to: localDateOf(now, workspace.timezone) },
    latest: latest && jobOf(db, latest, inHand),
  };
}

/**
 * Begins a simulation or backtest and answers as soon as it is under way. Throws Refused where the journey or version is not there,
 * where it has errors, where the model cannot be read, where nobody owes anything, and where another is under way in the workspace.
 */
export async function startSimulation(
  db: Database,
  { person, workspace }: WorkspaceSession,
  key: string,
  order: SimulationOrder,
): Promise<SimulationJob> {
  const row = await journeyDraft(db, workspace.id, key);
  if (!row) throw new Refused(404, 'not-found');
  const versions = await versionsOf(db, workspace.id, row, order);
  const whole = await readWorkspace(db, workspace.id);
  const id = uuid7();
  const work = await workOf(db, whole, { id, journeyId: row.id }, versions, order);
  const kept = order.kind === 'simulation' ? { ...order, behaviour: work.plan.behaviour } : order;
  const isBegun = await db.transaction((tx) =>
    insertSimulation(tx, {
      id,
      workspaceId: workspace.id,
      journeyId: row.id,
      personId: person.id,
      runner: simulationRunner(),
      order: kept,
      running: simulationsInHand(),
      isAlone: db.kind === 'pglite',
    }),
  );
  if (!isBegun) throw new Refused(409, 'simulation-running');
  beginSimulation(db, work);
  return readSimulation(db, workspace, id);
}

/** One simulation. Throws Refused where the workspace has none of this id. */
export async function readSimulation(db: Database, workspace: WorkspaceStanding, id: string): Promise<SimulationJob> {
  const inHand = simulationsInHand();
  const row = await simulationRow(db, workspace.id, id);
  if (!row) throw new Refused(404, 'not-found');
  return jobOf(db, row, inHand);
}

/** Has a simulation stop. One that has ended is left alone: the answer says how it ended. */
export async function stopSimulation(db: Database, workspace: WorkspaceStanding, id: string): Promise<SimulationJob> {
  const row = await simulationRow(db, workspace.id, id);
  if (!row) throw new Refused(404, 'not-found');
  stopInHand(id);
  await askSimulationToStop(db, workspace.id, id);
  return readSimulation(db, workspace, id);
}

async function debtorsIn(db: Sql, workspaceId: number, shard: number): Promise<number> {
  const [row] = await db.query<{ debtors: number }>('select count(*)::int as debtors from debtor where shard = $1 and workspace_id = $2', [
    shard,
    workspaceId,
  ]);
  return row?.debtors ?? 0;
}

/** `inHandBefore`: what this process had in hand before the row was read; a simulation that ended since was running as the row says. */
function jobOf(db: Database, row: SimulationRow, inHandBefore: readonly string[]): SimulationJob {
  const { id, journey, by, startedAt, endedAt, isStopping, problem } = row;
  const inHand = simulationProgress(id);
  const { done, whole } = inHand ?? row;
  return {
    id,
    journey,
    order: simulateSchema.parse(row.order),
    by,
    startedAt: formatInstant(startedAt),
    endedAt: endedAt === null ? null : formatInstant(endedAt),
    state: stateOf(db, row, inHand !== null || inHandBefore.includes(id)),
    isStopping,
    done,
    whole,
    problem,
    // Written by this house, of this shape.
    result: row.result === null ? null : (row.result as SimulationResult),
  };
}

/** One without an end that nobody has in hand was cut off. An embedded database has one process, so it knows at once. */
function stateOf(db: Database, { outcome, runner, isSilent }: SimulationRow, isInHand: boolean): SimulationState {
  if (outcome !== null) return outcome;
  if (isInHand) return 'running';
  return db.kind === 'pglite' || runner === simulationRunner() || isSilent ? 'interrupted' : 'running';
}
