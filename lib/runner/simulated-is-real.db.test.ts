import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addDays, startOfDay } from '#lib/base/civil.ts';
import type { Instant, LocalDate } from '#lib/base/instant.ts';
import type { Database } from '#lib/db/client.ts';
import { describeOnOne } from '#lib/db/testing.ts';
import { readEventPayload } from '#lib/facts/event-payload.ts';
import { compile } from '#lib/interpreter/compile.ts';
import type { RunLog } from '#lib/interpreter/run-log.ts';
import { debtorsOf, logOf, type Portfolio } from '#lib/interpreter/simulate.ts';
import { learningJourney } from '#lib/interpreter/testing/learning-story.ts';
import { all, capacity, documentOf, enterBySegment, exit, message } from '#lib/interpreter/testing/story.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { generateDemoPortfolio } from '#lib/portfolio/demo/generate.ts';
import { type EventInput, storeEvents } from '#lib/portfolio/events.ts';
import { portfolioFile } from '#lib/portfolio/file-content.ts';
import { importFile } from '#lib/portfolio/import-file.ts';
import { loadPortfolio } from '#lib/portfolio/load-file.ts';
import { readMapping } from '#lib/portfolio/mapping.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { type Behaviour, NOBODY_PAYS, readBehaviour } from '#lib/simulation/behaviour.ts';
import { crowd } from '#lib/simulation/people.ts';
import { Simulation, type SimulationPlan } from '#lib/simulation/simulation.ts';
import { describeWithInputs, inputPath } from '#lib/testing/inputs.ts';
import { invoiceFile } from '#lib/testing/invoice-file.ts';
import { moveClock } from './clock.ts';
import { policyInForce } from './policy-in-force.ts';
import { publishJourney } from './publish.ts';
import { readLog } from './replay.ts';
import { createRunner } from './runner.ts';

const ZONE = 'America/Bogota';
const IBM = '1-portfolios/ibm-accounts-receivable.mdY.csv';

function journeyNamed(name: string): JourneyDocument {
  const read = readJourney(readFileSync(`fixtures/journeys/${name}.json`, 'utf8'));
  if (!read.ok) throw new Error(`${name} cannot be read`);
  return read.value;
}

/** Places for those who owe most to be invited; the others are written to and ask again. Who was invited asks for a visit. */
const QUEUE = documentOf({
  nodes: [
    enterBySegment('in', all(['account.balance', '>', 0], ['account.daysPastDue', '>=', -3])),
    capacity('ask', {
      perDay: 3,
      priority: [
        { field: 'account.bucket', direction: 'asc' },
        { field: 'debtor.totalBalance', direction: 'desc' },
      ],
      deadlineDays: 2,
    }),
    message('invited'),
    message('written'),
    capacity('visit', { pool: 'visits', perDay: 2, priority: [{ field: 'debtor.contacts7d', direction: 'asc' }], deadlineDays: 5 }),
    exit('end'),
  ],
  ways: [
    'in > ask',
    'ask.granted > invited',
    'ask.overflow > written',
    'written > ask',
    'invited > visit',
    'visit.granted > end',
    'visit.overflow > ask',
  ],
});

interface Trial {
  readonly journey: JourneyDocument;
  readonly policyCode: string | null;
  readonly statedAt: Instant;
  readonly from: Instant;
  readonly to: Instant;
  readonly behaviour?: Behaviour;
}

/** What comes of it in memory, and what people did of their own accord on the way. */
async function simulated(trial: Trial, portfolio: Portfolio): Promise<{ log: RunLog; deeds: EventInput[]; choices: string[] }> {
  const { journey, policyCode, statedAt, from, to, behaviour = NOBODY_PAYS } = trial;
  const plan: SimulationPlan = { journey, statedAt, from, to, timezone: ZONE, seed: '42', behaviour, withEvents: true };
  const deeds: EventInput[] = [];
  const people = crowd(plan);
  const rules = await policyInForce({ policyCode, topicDays: 3 }, [compile(journey)]);
  const simulation = new Simulation(plan, rules, people && noted(people, deeds));
  const logs = simulation.runAll(debtorsOf(portfolio));
  const choices = logs.flatMap(({ trace }) => trace.flatMap(({ why }) => (why && 'model' in why ? [JSON.stringify(why)] : [])));
  return { log: logOf(logs), deeds, choices };
}

type People = NonNullable<ReturnType<typeof crowd>>;

/** The same people; what they do is noted as events that a company would hear of. */
function noted(people: People, deeds: EventInput[]): People {
  const noting = (reactions: ReturnType<NonNullable<People['told']>>) =>
    reactions.map((reaction) => ({
      at: reaction.at,
      happen: (world: Parameters<typeof reaction.happen>[0]) => {
        const events = reaction.happen(world);
        const debtor = world.debtor.state.externalId;
        for (const { type, at, payload, accountId } of events)
          deeds.push({ type, at, payload, debtor, ...(accountId ? { account: accountId } : {}) });
        return events;
      },
    }));
  return {
    begin: (world) => noting(people.begin?.(world) ?? []),
    told: (contact, world, now) => noting(people.told?.(contact, world, now) ?? []),
    asked: (task, world, now) => noting(people.asked?.(task, world, now) ?? []),
  };
}

/** The same through the tables: imported at `statedAt`, published at `from`. */
async function lived(db: Database, trial: Trial, bring: (workspace: PortfolioWorkspace) => Promise<void>): Promise<RunLog> {
  const { journey, policyCode, statedAt, from, to } = trial;
  const workspace = await db.transaction((tx) =>
    createWorkspace(tx, {
      slug: 'real',
      name: 'Real',
      mode: 'test',
      country: 'CO',
      timezone: ZONE,
      currency: 'COP',
      policyCode,
      topicDays: 3,
      clockAt: statedAt,
    }),
  );
  await bring(workspace);
  const runner = createRunner(db);
  if (statedAt < from) await moveClock(runner, workspace.id, from - 1);
  await db.transaction((tx) => publishJourney(tx, workspace, journey, [STAND_IN_TEMPLATE], Math.max(statedAt, from - 1)));
  await moveClock(runner, workspace.id, to);
  return readLog(db, workspace);
}

/** A portfolio file, both ways. */
async function bothWays(db: Database, file: string, map: string, trial: Trial): Promise<{ simulated: RunLog; real: RunLog }> {
  const mapping = readMapping(JSON.parse(readFileSync(join('fixtures/mappings', map), 'utf8')));
  if (!mapping.ok) throw new Error('the mapping cannot be read');
  const loaded = await loadPortfolio((await portfolioFile(file)).content, mapping.value);
  const portfolio: Portfolio = {
    ...loaded,
    events: loaded.events.map((event) => ({ account: null, debtor: null, externalId: null, ...event, payload: payloadOf(event) })),
  };
  const real = await lived(db, trial, async (workspace) => {
    await importFile(db, workspace, { fileName: file, bytes: createReadStream(file) }, mapping.value, { at: trial.statedAt });
  });
  return { simulated: (await simulated(trial, portfolio)).log, real };
}

function payloadOf({ type, payload }: EventInput): Readonly<Record<string, unknown>> {
  const read = readEventPayload(type, payload);
  if (!read.ok) throw new Error(`${type} cannot be read`);
  return read.value;
}

const days = (from: LocalDate, count: number) => ({ from: startOfDay(from, ZONE), to: startOfDay(addDays(from, count), ZONE) - 1 });

describeOnOne('what is simulated is what runs', (fresh) => {
  it('on 240 generated invoices, from a day in the middle of their time', { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cadenza-real-'));
    try {
      const file = join(folder, 'invoices.csv');
      writeFileSync(file, invoiceFile(42));
      const trial: Trial = {
        journey: journeyNamed('articles-cadence'),
        policyCode: null,
        statedAt: startOfDay('2013-02-13', ZONE),
        ...days('2013-03-09', 32),
      };
      const { simulated: memory, real } = await bothWays(await fresh(), file, 'invoices.json', trial);
      expect(real.contacts.length).toBeGreaterThan(50);
      expect(memory).toEqual(real);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('on a demo portfolio with people who pay, promise and answer, under the law of their countries', { timeout: 120_000 }, async () => {
    const read = readBehaviour(JSON.parse(readFileSync('fixtures/behaviours/assumed.json', 'utf8')));
    if (!read.ok) throw new Error('the behaviour cannot be read');
    const period = days('2026-03-02', 24);
    const demo = generateDemoPortfolio({ seed: 'real', debtors: 60, days: 24, clock: period.from, zone: ZONE });
    const portfolio: Portfolio = {
      debtors: demo.debtors,
      accounts: demo.accounts.map((account) => ({ ...account, currency: account.currency ?? 'COP' })),
      events: demo.events.map((event) => ({ account: null, debtor: null, ...event, externalId: null, payload: payloadOf(event) })),
    };
    const trial: Trial = {
      journey: journeyNamed('early-delinquency'),
      policyCode: 'CO',
      statedAt: period.from,
      ...period,
      behaviour: read.value,
    };
    const { log, deeds } = await simulated(trial, portfolio);
    expect(deeds.length).toBeGreaterThan(5);
    const db = await fresh();
    const real = await lived(db, trial, async (workspace) => {
      await db.transaction(async (tx) => {
        await upsertPortfolio(tx, workspace, demo, trial.from);
        await storeEvents(tx, workspace, [...demo.events, ...deeds], trial.from);
      });
    });
    expect(real.contacts.length).toBeGreaterThan(15);
    expect(log).toEqual(real);
  });

  it('on a demo portfolio whose accounts share the places of two pools', { timeout: 120_000 }, async () => {
    const period = days('2026-03-02', 24);
    const demo = generateDemoPortfolio({ seed: 'places', debtors: 80, days: 24, clock: period.from, zone: ZONE });
    const portfolio: Portfolio = {
      debtors: demo.debtors,
      accounts: demo.accounts.map((account) => ({ ...account, currency: account.currency ?? 'COP' })),
      events: demo.events.map((event) => ({ account: null, debtor: null, ...event, externalId: null, payload: payloadOf(event) })),
    };
    const read = readJourney(QUEUE);
    if (!read.ok) throw new Error('the journey cannot be read');
    const trial: Trial = { journey: read.value, policyCode: null, statedAt: period.from, ...period };
    const { log } = await simulated(trial, portfolio);
    const db = await fresh();
    const real = await lived(db, trial, async (workspace) => {
      await db.transaction(async (tx) => {
        await upsertPortfolio(tx, workspace, demo, trial.from);
        await storeEvents(tx, workspace, demo.events, trial.from);
      });
    });
    expect(real.contacts.filter(({ node }) => node === 'written').length).toBeGreaterThan(20);
    expect(new Set(real.contacts.filter(({ node }) => node === 'invited').map(({ at }) => at)).size).toBeGreaterThan(15);
    expect(log).toEqual(real);
    const granted = await db.query('select pool from pool_day where granted < requests and granted = places');
    expect(granted.length).toBeGreaterThan(15);
  });
});

describeOnOne('what is learned in a simulation is what is learned', (fresh) => {
  it('on a demo portfolio: the same arms, of the same versions', { timeout: 120_000 }, async () => {
    const read = readBehaviour(JSON.parse(readFileSync('fixtures/behaviours/assumed.json', 'utf8')));
    if (!read.ok) throw new Error('the behaviour cannot be read');
    const period = days('2026-03-02', 24);
    const demo = generateDemoPortfolio({ seed: 'learning', debtors: 120, days: 24, clock: period.from, zone: ZONE });
    const portfolio: Portfolio = {
      debtors: demo.debtors,
      accounts: demo.accounts.map((account) => ({ ...account, currency: account.currency ?? 'COP' })),
      events: demo.events.map((event) => ({ account: null, debtor: null, ...event, externalId: null, payload: payloadOf(event) })),
    };
    const trial: Trial = { journey: learningJourney(), policyCode: null, statedAt: period.from, ...period, behaviour: read.value };
    const { log, deeds, choices } = await simulated(trial, portfolio);
    const db = await fresh();
    const real = await lived(db, trial, async (workspace) => {
      await db.transaction(async (tx) => {
        await upsertPortfolio(tx, workspace, demo, trial.from);
        await storeEvents(tx, workspace, [...demo.events, ...deeds], trial.from);
      });
    });
    expect(log).toEqual(real);
    const chosen = await db.query<{ choice: string }>(
      `select detail as choice from step_trace where node = 'which' and detail is not null`,
    );
    expect(choices.filter((choice) => /"version":[1-9]/.test(choice)).length).toBeGreaterThan(20);
    expect(unsaid(chosen.map(({ choice }) => choice))).toEqual(unsaid(choices));
    const [counted] = await db.query<{ successes: number }>(
      `select sum((one ->> 'successes')::int)::int as successes from arm_model, jsonb_array_elements(trials) one where day = '2026-03-25'`,
    );
    expect(counted?.successes).toBeGreaterThan(3);
  });
});

/** On its first day nobody has learned anything, whatever the day is called. */
function unsaid(choices: readonly string[]): readonly string[] {
  return choices.map((choice) => choice.replace(/("version":0,"day":)[^,]+/, '$1null')).sort();
}

describeWithInputs('what is simulated is what runs, on the IBM invoices', [IBM], () => {
  const stretch = process.env.CADENZA_LONG ? days('2012-01-01', 790) : days('2012-01-01', 60);
  describeOnOne('from their first days on', (fresh) => {
    it('gives identical contact logs', { timeout: 600_000 }, async () => {
      const trial: Trial = { journey: journeyNamed('articles-cadence'), policyCode: null, statedAt: stretch.from, ...stretch };
      const { simulated: memory, real } = await bothWays(await fresh(), inputPath(IBM), 'ibm-accounts-receivable.json', trial);
      expect(real.contacts.length).toBeGreaterThan(50);
      expect(memory).toEqual(real);
    });
  });
});
