import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { addDays, atLocal, startOfDay } from '#lib/base/civil.ts';
import { diceFrom } from '#lib/base/dice.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Database } from '#lib/db/client.ts';
import { describeOnOne } from '#lib/db/testing.ts';
import { compile } from '#lib/interpreter/compile.ts';
import type { DebtorLog } from '#lib/interpreter/debtor-log.ts';
import { type RunLog, runLog } from '#lib/interpreter/run-log.ts';
import { logOf } from '#lib/interpreter/simulate.ts';
import { LEARNING } from '#lib/interpreter/testing/learning-story.ts';
import { capacity, documentOf } from '#lib/interpreter/testing/story.ts';
import type { PendingEvent } from '#lib/interpreter/world.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { generateDemoPortfolio } from '#lib/portfolio/demo/generate.ts';
import { type EventInput, storeEvents } from '#lib/portfolio/events.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { NOBODY_PAYS } from '#lib/simulation/behaviour.ts';
import { Simulation, type SimulationPlan } from '#lib/simulation/simulation.ts';
import { moveClock } from './clock.ts';
import { policyInForce } from './policy-in-force.ts';
import { freezeVersion, type Published, publishJourney } from './publish.ts';
import { readLog } from './replay.ts';
import { createRunner } from './runner.ts';
import { standingPortfolio } from './standing-portfolio.ts';

const ZONE = 'America/Bogota';
const BEGIN = startOfDay('2026-03-02', ZONE);
/** In the middle of a day: nothing begins with it. */
const on = (day: number, time: string): Instant => atLocal(addDays('2026-03-02', day), time, ZONE);

function read(document: unknown): JourneyDocument {
  const journey = readJourney(typeof document === 'string' ? document : JSON.stringify(document));
  if (!journey.ok) throw new Error(JSON.stringify(journey.problems));
  return journey.value;
}

/** A workspace with a demo portfolio, its events, and payments that come of nothing that anybody did. */
async function portfolioIn(db: Database, seed: string, debtors: number, days: number): Promise<PortfolioWorkspace> {
  const demo = generateDemoPortfolio({ seed, debtors, days, clock: BEGIN, zone: ZONE });
  const paid = demo.accounts.flatMap(({ externalId }): EventInput[] => {
    const dice = diceFrom(`${seed}/${externalId}`);
    if (!dice.chance(0.6)) return [];
    const at = on(dice.whole(2, days - 1), '00:00') + dice.whole(1, 1_439) * 60_000;
    return [{ type: 'payment.received', at, payload: { amount: dice.chance(0.5) ? 100 : 90_000_000 }, account: externalId }];
  });
  return db.transaction(async (tx) => {
    const workspace = await createWorkspace(tx, {
      slug: 'today',
      name: 'Today',
      mode: 'test',
      country: 'CO',
      timezone: ZONE,
      currency: 'COP',
      policyCode: 'CO',
      topicDays: 3,
      clockAt: BEGIN,
    });
    await upsertPortfolio(tx, workspace, demo, BEGIN);
    await storeEvents(tx, workspace, [...demo.events, ...paid], BEGIN);
    return workspace;
  });
}

/** What the database knows of that is still to come, by debtor. */
async function eventsToCome(db: Database, { id }: PortfolioWorkspace): Promise<ReadonlyMap<string, readonly PendingEvent[]>> {
  const rows = await db.query<PendingEvent & { debtorId: string }>(
    `select debtor_id as "debtorId", account_id as "accountId", type, (extract(epoch from at) * 1000)::float8 as at, payload
     from event where workspace_id = $1 and not applied order by at, arrival`,
    [id],
  );
  return Map.groupBy(rows, ({ debtorId }) => debtorId);
}

interface Trial {
  readonly published: Published;
  readonly journey: JourneyDocument;
  /** Null: a draft. */
  readonly liveVersionId: number | null;
  readonly from: Instant;
  readonly to: Instant;
}

/** What comes of it from the portfolio as it stands, and how many runs were under way. */
async function simulated(db: Database, workspace: PortfolioWorkspace, { published, journey, liveVersionId, from, to }: Trial) {
  const models = compile(journey).learns.map(({ model }) => model);
  const { journeyId } = published;
  const { debtors, standing } = await standingPortfolio(db, { workspace, now: from, sample: null, journeyId, models, wholeHistory: false });
  const events = await eventsToCome(db, workspace);
  const plan: SimulationPlan = {
    journey,
    statedAt: from,
    from,
    to,
    timezone: ZONE,
    seed: '1',
    behaviour: NOBODY_PAYS,
    withEvents: true,
    standing: { ...standing, liveVersionId },
  };
  const rules = await policyInForce({ policyCode: 'CO', topicDays: 3 }, [compile(journey)]);
  const known = [...debtors].map((one) => ({ ...one, events: events.get(one.world?.debtor.state.id ?? '') ?? [] }));
  const simulation = new Simulation(plan, rules);
  const logs = simulation.runAll(known);
  const { stood } = simulation.tally(known);
  return { log: named(logs), stood, logs };
}

/** Internal ids as external ones; of runs those that were under way or began since. */
function named(logs: readonly DebtorLog[]): RunLog {
  const names = new Map(
    logs.flatMap(({ world }) => [world.debtor, ...world.accounts].map(({ state }): [string, string] => [state.id, state.externalId])),
  );
  const name = (id: string) => names.get(id) ?? id;
  const { contacts, notSent, enrollments } = logOf(logs);
  return sorted({
    contacts: contacts.map((one) => ({ ...one, debtor: name(one.debtor), accounts: one.accounts.map(name) })),
    notSent: notSent.map((one) => ({ ...one, account: name(one.account) })),
    enrollments: enrollments.map((one) => ({ ...one, account: name(one.account) })),
  });
}

/** Runs of an account in one order, whenever they began. */
function sorted({ contacts, notSent, enrollments }: RunLog): RunLog {
  const inOrder = runLog({
    contacts: contacts.map((one) => ({ ...one, at: Date.parse(one.at) })),
    notSent: notSent.map((one) => ({ ...one, at: Date.parse(one.at) })),
    enrollments: [],
  });
  return { ...inOrder, enrollments: enrollments.map((one) => JSON.stringify(one)).sort() as never };
}

/** What the database run made since. */
async function livedSince(db: Database, workspace: PortfolioWorkspace, from: Instant): Promise<RunLog> {
  const { contacts, notSent } = await readLog(db, workspace);
  const runs = await db.query<{ account: string; status: 'live' | 'ended'; node: string; outcome: string | null }>(
    `select a.external_id as account, e.status, e.node, e.outcome from enrollment e join account a on a.shard = e.shard and a.id = e.account_id
      where e.workspace_id = $1 and (e.ended_at is null or e.ended_at >= to_timestamp($2::float8 / 1000))`,
    [workspace.id, from],
  );
  return sorted({
    contacts: contacts.filter(({ at }) => Date.parse(at) >= from),
    notSent: notSent.filter(({ at }) => Date.parse(at) >= from),
    enrollments: runs.map(({ account, status, node, outcome }) =>
      status === 'live' ? { account, status, node } : { account, status, outcome: outcome ?? 'end' },
    ),
  });
}

describeOnOne('what is simulated from today on is what runs', (fresh) => {
  it('with runs that finish on their version, and with all of them moved to a draft', { timeout: 120_000 }, async () => {
    const db = await fresh();
    const workspace = await portfolioIn(db, 'today', 60, 36);
    const text = readFileSync('fixtures/journeys/early-delinquency.json', 'utf8');
    const first = read(text);
    const second = read(text.replaceAll('"days": 15', '"days": 12'));
    const runner = createRunner(db);
    const publish = (journey: JourneyDocument, at: Instant) =>
      db.transaction((tx) => publishJourney(tx, workspace, journey, [STAND_IN_TEMPLATE], at));
    await publish(first, BEGIN);
    await moveClock(runner, workspace.id, on(11, '13:13'));
    const published = await publish(second, on(11, '13:13'));
    await moveClock(runner, workspace.id, on(17, '15:47'));

    const versions = await db.query(`select version_id from enrollment where status = 'live' group by 1`);
    expect(versions.length).toBe(2);
    const live: Trial = {
      published,
      journey: second,
      liveVersionId: published.versionId,
      from: on(17, '15:47'),
      to: on(25, '13:13'),
    };
    const asIs = await simulated(db, workspace, live);
    await moveClock(runner, workspace.id, live.to);
    const real = await livedSince(db, workspace, live.from);
    expect(real.contacts.length).toBeGreaterThan(5);
    expect(asIs.stood).toBeGreaterThan(10);
    expect(asIs.log).toEqual(real);

    // A draft in which a step of another name stands in place of one at which runs are.
    const draft = read(JSON.stringify(second).replaceAll('"answer"', '"heard"'));
    const moved: Trial = { published, journey: draft, liveVersionId: null, from: live.to, to: on(35, '00:00') };
    const tried = await simulated(db, workspace, moved);
    await db.transaction((tx) =>
      freezeVersion(
        tx,
        workspace,
        { journeyId: published.journeyId, revision: 3, document: draft, templates: [STAND_IN_TEMPLATE], personId: null, move: {} },
        moved.from,
      ),
    );
    await moveClock(runner, workspace.id, moved.to);
    const lived = await livedSince(db, workspace, moved.from);
    expect(lived.contacts.length).toBeGreaterThan(5);
    expect(JSON.stringify(lived.enrollments)).toContain('migrated');
    expect(tried.log).toEqual(lived);
  });

  it('with what was learned so far, and places that some wait for', { timeout: 120_000 }, async () => {
    const db = await fresh();
    const workspace = await portfolioIn(db, 'learned', 100, 30);
    const journey = read(
      documentOf(
        {
          nodes: [...LEARNING.nodes, capacity('ask', { perDay: 5, deadlineDays: 3 })],
          ways: [
            ...LEARNING.ways.filter((way) => way !== 'again.more > which'),
            'again.more > ask',
            'ask.granted > which',
            'ask.overflow > told',
          ],
        },
        'learning',
      ),
    );
    const published = await db.transaction((tx) => publishJourney(tx, workspace, journey, [STAND_IN_TEMPLATE], BEGIN));
    const runner = createRunner(db);
    const [from, to] = [on(14, '10:17'), on(29, '00:00')];
    await moveClock(runner, workspace.id, from);
    const { log, logs } = await simulated(db, workspace, { published, journey, liveVersionId: published.versionId, from, to });
    await moveClock(runner, workspace.id, to);
    const real = await livedSince(db, workspace, from);
    expect(real.contacts.length).toBeGreaterThan(20);
    expect(log).toEqual(real);
    const choices = logs.flatMap(({ trace }) => trace.flatMap(({ why }) => (why && 'model' in why ? [JSON.stringify(why)] : [])));
    const chosen = await db.query<{ choice: string }>(
      `select detail as choice from step_trace where node = 'which' and detail is not null and at > to_timestamp($1::float8 / 1000)`,
      [from],
    );
    expect(chosen.length).toBeGreaterThan(20);
    expect(choices.sort()).toEqual(chosen.map(({ choice }) => choice).sort());
    const places = await db.query(`select 1 from pool_day where granted < requests and given_at > to_timestamp($1::float8 / 1000)`, [from]);
    expect(places.length).toBeGreaterThan(2);
  });
});
