import 'server-only';
import type { SimulationJob, SimulationOrder, SimulationResult, SimulationSetting, SimulationState } from '#lib/api/simulations.ts';
import { MOST_PAST_DAYS, MOST_SIMULATED_DEBTORS, simulateSchema } from '#lib/api/simulations.ts';
import { addDays, daysBetween, localDateOf, startOfDay } from '#lib/base/civil.ts';
import { formatInstant, type Instant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { behaviourCounts, sumOfCounts } from '#lib/db/queries/behaviour.ts';
import { journeyDraft, underWay, versionTexts } from '#lib/db/queries/journey-drafts.ts';
import { templatesInUse } from '#lib/db/queries/message-templates.ts';
import { storedPolicy } from '#lib/db/queries/own-policy.ts';
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
import { reading } from '#lib/insights/reading.ts';
import { compile } from '#lib/interpreter/compile.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { findProblems, isError, NOTHING_KNOWN } from '#lib/journey/problems.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { type PortfolioWorkspace, readWorkspace, workspaceNow } from '#lib/portfolio/workspace.ts';
import { needsWholeHistory } from '#lib/runner/read-worlds.ts';
import { pastDebtors, pastSpan } from '#lib/runner/simulated-portfolio.ts';
import { standingPortfolio } from '#lib/runner/standing-portfolio.ts';
import { type Behaviour, NOBODY_PAYS, readBehaviour } from '#lib/simulation/behaviour.ts';
import { type BehaviourCounts, type MeasuredBehaviour, measuredBehaviour } from '#lib/simulation/measured-behaviour.ts';
import { messagesSentBy } from '#lib/templates/copy-journey.ts';
import { Refused } from './api-call.ts';
import { byShard } from './by-shard.ts';
import { readStored } from './journeys.ts';
import { namedRules } from './policy.ts';
import type { WorkspaceSession } from './session.ts';
import {
  beginSimulation,
  type SimulationWork,
  simulationProgress,
  simulationRunner,
  simulationsInHand,
  stopInHand,
  type VersionToRun,
} from './simulation-jobs.ts';

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

/** The rates of a workspace, by its own past. */
function measuredIn(
  db: Database,
  workspace: Pick<PortfolioWorkspace, 'id' | 'timezone' | 'shardBase' | 'shardSpread'>,
  now: Instant,
): Promise<MeasuredBehaviour> {
  const { id: workspaceId, timezone: zone } = workspace;
  return reading(db, async (tx) => {
    const counts: BehaviourCounts[] = [];
    for (const shard of shardsOf(workspace)) counts.push(await behaviourCounts(tx, { workspaceId, shard, zone, now }));
    return measuredBehaviour(sumOfCounts(counts));
  });
}

async function debtorsIn(db: Sql, workspaceId: number, shard: number): Promise<number> {
  const [row] = await db.query<{ debtors: number }>('select count(*)::int as debtors from debtor where shard = $1 and workspace_id = $2', [
    shard,
    workspaceId,
  ]);
  return row?.debtors ?? 0;
}

/** The first local day that has not begun before `now`: of the day that has, only the rest is simulated, beside the days asked for. */
function firstWholeDay(now: Instant, zone: string): string {
  const today = localDateOf(now, zone);
  return startOfDay(today, zone) >= now ? today : addDays(today, 1);
}

/** The drawings with their messages: those frozen with a version, and for the draft those in use, as it would be published now. */
async function versionsOf(
  db: Sql,
  workspaceId: number,
  row: { readonly id: number; readonly document: unknown; readonly liveVersionId: number | null },
  { of, against }: SimulationOrder,
): Promise<readonly VersionToRun[]> {
  const asked = against === null ? [of] : [of, against];
  const numbers = asked.filter((version) => version !== 'draft');
  const texts = await versionTexts(db, row.id, numbers);
  const inUse = asked.includes('draft') ? await templatesInUse(db, workspaceId) : [];
  return asked.map((version) => {
    const stored =
      version === 'draft' ? { id: null, document: row.document, templates: inUse } : texts.find(({ number }) => number === version);
    if (stored === undefined) throw new Refused(404, 'not-found');
    const document = readStored(stored.document);
    refuseBroken(document);
    const liveVersionId = stored.id === row.liveVersionId ? stored.id : null;
    return { version, liveVersionId, document, templates: messagesSentBy(document, stored.templates) };
  });
}

/** What a drawing needs to be run; messages need not be written for that. */
function refuseBroken(document: JourneyDocument): void {
  const findings = findProblems(document, NOTHING_KNOWN).filter(isError);
  if (findings.length > 0) throw new Refused(422, 'simulation-unready', undefined, { findings: [...findings] });
}

async function workOf(
  db: Database,
  workspace: PortfolioWorkspace,
  { id, journeyId }: { readonly id: string; readonly journeyId: number },
  versions: readonly VersionToRun[],
  order: SimulationOrder,
): Promise<SimulationWork> {
  const { timezone, openingTime, country, currency } = workspace;
  const now = workspaceNow(workspace, Date.now());
  const sample = order.sample ?? MOST_SIMULATED_DEBTORS;
  const reading = { workspace, now, sample };
  const { own } = await storedPolicy(db, workspace.id);
  const rules = await namedRules(db, workspace.id);
  const inForce = { policyCode: workspace.policyCode, topicDays: workspace.topicDays, ownPolicy: own };
  if (order.kind === 'backtest') {
    const { from, to } = periodOf(order);
    const span = await pastSpan(db, workspace, now);
    if (!span) throw new Refused(422, 'simulation-empty');
    const begin = startOfDay(from, timezone);
    return {
      id,
      versions,
      rules,
      setting: order.policy ? inForce : { policyCode: null, topicDays: workspace.topicDays },
      plan: {
        statedAt: Math.min(begin, span.first),
        from: begin,
        to: startOfDay(addDays(to, 1), timezone) - 1,
        timezone,
        openingTime,
        seed: '1',
        behaviour: NOBODY_PAYS,
        withEvents: true,
      },
      read: () => pastDebtors(db, reading),
      about: { timezone, country, currency, days: { from, to }, behaviour: null, policy: order.policy ? workspace.policyCode : null },
    };
  }
  const behaviour = await behaviourOf(db, workspace, order, now);
  const first = firstWholeDay(now, timezone);
  const programs = [...versions.map(({ document }) => document), ...(await documentsUnderWay(db, workspace, journeyId))].map((one) =>
    compile(one),
  );
  const models = [...new Set(programs.flatMap(({ learns }) => learns.map(({ model }) => model)))];
  const wholeHistory = needsWholeHistory(programs, workspace.topicDays);
  const about: SimulationWork['about'] = {
    timezone,
    country,
    currency,
    days: { from: localDateOf(now, timezone), to: addDays(first, order.days - 1) },
    behaviour,
    policy: workspace.policyCode,
  };
  const to = startOfDay(addDays(first, order.days), timezone) - 1;
  return {
    id,
    versions,
    rules,
    setting: inForce,
    plan: { statedAt: now, from: now, to, timezone, openingTime, seed: order.seed, behaviour, withEvents: false },
    read: () => standingPortfolio(db, { ...reading, journeyId, models, wholeHistory }),
    about,
  };
}

/** The drawings of the versions that somebody is on. */
async function documentsUnderWay(db: Sql, workspace: PortfolioWorkspace, journeyId: number): Promise<readonly JourneyDocument[]> {
  const counts = (await byShard(shardsOf(workspace), (shard) => underWay(db, workspace.id, shard))).flat();
  const numbers = counts.filter((one) => one.journeyId === journeyId && one.accounts > 0).map(({ version }) => version);
  return (await versionTexts(db, journeyId, [...new Set(numbers)])).flatMap(({ document }) => {
    const read = readJourney(document);
    return read.ok ? [read.value] : [];
  });
}

function periodOf({ from, to }: { readonly from: string; readonly to: string }): { readonly from: string; readonly to: string } {
  const days = daysBetween(from, to);
  if (days < 0) throw new Refused(400, 'bad-request', [{ path: '$.to', message: 'is before $.from' }]);
  if (days >= MOST_PAST_DAYS)
    throw new Refused(400, 'bad-request', [{ path: '$.to', message: `is more than ${MOST_PAST_DAYS} days later` }]);
  return { from, to };
}

async function behaviourOf(
  db: Database,
  workspace: PortfolioWorkspace,
  { behaviour }: { readonly behaviour?: unknown },
  now: Instant,
): Promise<Behaviour> {
  if (behaviour === null || behaviour === undefined) return (await measuredIn(db, workspace, now)).behaviour;
  const read = readBehaviour(behaviour);
  if (read.ok) return read.value;
  throw new Refused(
    422,
    'simulation-behaviour',
    read.problems.map(({ path, message }) => ({ path: path.replace(/^\$/, '$.behaviour'), message })),
  );
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
