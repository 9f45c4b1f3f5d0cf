import 'server-only';
import type { SimulationOrder } from '#lib/api/simulations.ts';
import { MOST_PAST_DAYS, MOST_SIMULATED_DEBTORS } from '#lib/api/simulations.ts';
import { addDays, daysBetween, localDateOf, startOfDay } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { behaviourCounts, sumOfCounts } from '#lib/db/queries/behaviour.ts';
import { underWay, versionTexts } from '#lib/db/queries/journey-drafts.ts';
import { templatesInUse } from '#lib/db/queries/message-templates.ts';
import { storedPolicy } from '#lib/db/queries/own-policy.ts';
import { reading } from '#lib/insights/reading.ts';
import { compile } from '#lib/interpreter/compile.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { findProblems, isError, NOTHING_KNOWN } from '#lib/journey/problems.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { type PortfolioWorkspace, workspaceNow } from '#lib/portfolio/workspace.ts';
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
import type { SimulationWork, VersionToRun } from './simulation-jobs.ts';

/** The rates of a workspace, by its own past. */
export function measuredIn(
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

/** The first local day that has not begun before `now`: of the day that has, only the rest is simulated, beside the days asked for. */
function firstWholeDay(now: Instant, zone: string): string {
  const today = localDateOf(now, zone);
  return startOfDay(today, zone) >= now ? today : addDays(today, 1);
}

/** The drawings that an order asks for, with their messages: those frozen with a version, and for the draft those in use, as it would be published now. */
export async function versionsOf(
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

/** What is run for an order, with everything that it needs. Throws Refused where the period or the model cannot be, and where nobody owed anything yet. */
export async function workOf(
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
