import { createReadStream, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type SimulatedRun, type SimulationJob, type SimulationOrder, simulateSchema } from '#lib/api/simulations.ts';
import { atLocal, startOfDay } from '#lib/base/civil.ts';
import type { Database } from '#lib/db/client.ts';
import { addTemplates } from '#lib/db/queries/message-templates.ts';
import { giveRole } from '#lib/db/queries/people.ts';
import { workspacesOf } from '#lib/db/queries/standing.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { debtorsOf } from '#lib/interpreter/simulate.ts';
import { readJourney } from '#lib/journey/document.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { portfolioFile } from '#lib/portfolio/file-content.ts';
import { importFile } from '#lib/portfolio/import-file.ts';
import { loadPortfolio } from '#lib/portfolio/load-file.ts';
import { readMapping } from '#lib/portfolio/mapping.ts';
import { createWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from '#lib/runner/clock.ts';
import { publishJourney } from '#lib/runner/publish.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { simulateInThreads } from '#lib/runner/simulation-threads.ts';
import { readBehaviour } from '#lib/simulation/behaviour.ts';
import { reportOf } from '#lib/simulation/report.ts';
import { Refused } from './api-call.ts';
import type { WorkspaceSession } from './session.ts';
import { simulationProgress } from './simulation-jobs.ts';
import { readSimulation, simulationSetting, startSimulation, stopSimulation } from './simulations.ts';

const ZONE = 'America/Bogota';
const PORTFOLIO = 'fixtures/portfolios/invoices-12.csv';
const KEY = 'articles-cadence';
const BEHAVIOUR: unknown = JSON.parse(readFileSync('fixtures/behaviours/assumed.json', 'utf8'));

function cadence() {
  const read = readJourney(readFileSync('fixtures/journeys/articles-cadence.json', 'utf8'));
  if (!read.ok) throw new Error('the journey cannot be read');
  return read.value;
}

function mapping() {
  const read = readMapping(JSON.parse(readFileSync('fixtures/mappings/invoices.json', 'utf8')));
  if (!read.ok) throw new Error('the mapping cannot be read');
  return read.value;
}

/** A workspace of twelve invoices and their payments, whose clock shows the start of this day, with the articles' cadence published. */
async function twelveInvoices(db: Database, day: string): Promise<WorkspaceSession> {
  const clockAt = startOfDay(day, ZONE);
  const statedAt = startOfDay('2012-01-01', ZONE);
  const workspace = await db.transaction((tx) =>
    createWorkspace(tx, {
      slug: 'twelve',
      name: 'Twelve',
      mode: 'test',
      country: 'CO',
      timezone: ZONE,
      currency: 'USD',
      clockAt: statedAt,
    }),
  );
  await importFile(db, workspace, { fileName: PORTFOLIO, bytes: createReadStream(PORTFOLIO) }, mapping(), { at: statedAt });
  await db.query('update workspace set clock_at = to_timestamp($2::float8 / 1000) where id = $1', [workspace.id, clockAt]);
  await db.transaction((tx) => publishJourney(tx, workspace, cadence(), [STAND_IN_TEMPLATE], clockAt));
  await addTemplates(db, workspace.id, [STAND_IN_TEMPLATE]);
  await db.query('insert into person (id, name, email) values ($1, $1, $2)', ['Ana', 'ana@x.test']);
  await giveRole(db, workspace.id, 'Ana', 'manager');
  const workspaces = await workspacesOf(db, 'Ana');
  const [own] = workspaces;
  if (!own) throw new Error('no workspace');
  return { person: { id: 'Ana', name: 'Ana', email: '', language: 'es' }, workspaces, workspace: own };
}

const order = (more: object): SimulationOrder =>
  simulateSchema.parse({ kind: 'simulation', days: 60, seed: '7', behaviour: BEHAVIOUR, ...more });

async function ended(db: Database, ana: WorkspaceSession, { id }: SimulationJob): Promise<SimulationJob> {
  for (;;) {
    const job = await readSimulation(db, ana.workspace, id);
    if (job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const run = async (db: Database, ana: WorkspaceSession, asked: SimulationOrder) =>
  ended(db, ana, await startSimulation(db, ana, KEY, asked));

const refusal = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Refused) return error.code;
  throw new Error(`not refused: ${error}`);
};

/** What `cadenza simulate` makes of the same file, from the same day. */
async function fromFile(day: string) {
  const loaded = await loadPortfolio((await portfolioFile(PORTFOLIO)).content, mapping());
  const behaviour = readBehaviour(BEHAVIOUR);
  if (!behaviour.ok) throw new Error('the model cannot be read');
  const events = loaded.events.map(({ at, type, account = null, debtor = null, payload }) => ({
    at,
    type,
    account,
    debtor,
    payload: { ...Object(payload) },
    externalId: null,
  }));
  const accounts = loaded.accounts.map((account) => ({ ...account, currency: account.currency ?? 'USD' }));
  const from = startOfDay(day, ZONE);
  const tally = await simulateInThreads({
    plan: {
      journey: cadence(),
      statedAt: startOfDay('2012-01-01', ZONE),
      from,
      to: startOfDay('2013-04-30', ZONE) - 1,
      timezone: ZONE,
      seed: '7',
      behaviour: behaviour.value,
      withEvents: false,
    },
    policyCode: null,
    topicDays: 3,
    debtors: debtorsOf({ debtors: loaded.debtors, accounts, events }),
    threads: 2,
  });
  return tally && reportOf(cadence(), tally, behaviour.value);
}

describeOnBoth('a simulation in the product', (fresh) => {
  it('gives the figures that the shell gives of the same portfolio, seed and model', { timeout: 60_000 }, async () => {
    const db = await fresh();
    const ana = await twelveInvoices(db, '2013-03-01');
    const { state, problem, result } = await run(db, ana, order({}));
    expect([state, problem]).toEqual(['finished', null]);
    expect(result?.days).toEqual({ from: '2013-03-01', to: '2013-04-29' });
    expect(result?.run.report.total.contacts).toBeGreaterThan(0);
    expect(result?.run.report).toEqual(await fromFile('2013-03-01'));
    expect(result?.run.report.afterPayment).toBe(0);
  });

  it('holds a draft against a version on the same people, and is found again as it ended', { timeout: 60_000 }, async () => {
    const db = await fresh();
    const ana = await twelveInvoices(db, '2013-03-01');
    const job = await run(db, ana, order({ of: 'draft', against: 1 }));
    expect(job.result?.against).toEqual({ ...job.result?.run, version: 1 });
    expect((await simulationSetting(db, ana.workspace, KEY)).latest).toEqual(job);
    expect(await refusal(startSimulation(db, ana, KEY, order({ against: 9 })))).toBe('not-found');
    expect(await refusal(startSimulation(db, ana, KEY, order({ behaviour: { format: 'cadenza.behaviour/1', pays: { due: 3 } } })))).toBe(
      'simulation-behaviour',
    );
  });

  it('is not called cut off by who asks while it ends', { timeout: 60_000 }, async () => {
    const db = await fresh();
    const ana = await twelveInvoices(db, '2013-03-01');
    const job = await startSimulation(db, ana, KEY, order({}));
    // The row is read before the end and looked at after it.
    const slow: Database = {
      ...db,
      query: async <Row>(...asked: Parameters<Database['query']>) => {
        const rows = await db.query<Row>(...asked);
        while (simulationProgress(job.id)) await new Promise((resolve) => setTimeout(resolve, 20));
        return rows;
      },
    };
    expect((await readSimulation(slow, ana.workspace, job.id)).state).toBe('running');
    expect((await readSimulation(db, ana.workspace, job.id)).state).toBe('finished');
  });

  it('begins with who is under way: on their steps in the live version, and in a draft as publishing would place them', {
    timeout: 60_000,
  }, async () => {
    const db = await fresh();
    const ana = await twelveInvoices(db, '2013-03-01');
    await moveClock(createRunner(db), ana.workspace.id, atLocal('2013-03-10', '11:00', ZONE));
    const at = new Map(
      (
        await db.query<{ node: string; runs: number }>(
          `select node, count(*)::int as runs from enrollment where status = 'live' group by node order by node`,
        )
      ).map(({ node, runs }) => [node, runs]),
    );
    const inAll = [...at.values()].reduce((sum, runs) => sum + runs, 0);
    expect([inAll > at.size, at.size > 1]).toEqual([true, true]);
    await db.query(`update journey set draft = replace(draft::text, '"email-after"', '"email-late"')::jsonb`);
    const { result } = await run(db, ana, order({ of: 'draft', against: 1 }));
    expect(result?.days).toEqual({ from: '2013-03-10', to: '2013-05-09' });
    const [draft, live] = [result?.run.report, result?.against?.report];
    expect([live?.underWay, draft?.underWay]).toEqual([inAll, inAll]);
    expect([live?.enrollments.migrated ?? 0, draft?.enrollments.migrated]).toEqual([0, at.get('email-after')]);
    const entered = live?.days.reduce((sum, one) => sum + one.entered, 0) ?? 0;
    expect(Object.values(live?.enrollments ?? {}).reduce((sum, runs) => sum + runs, 0)).toBe(inAll + entered);
  });

  it('lives the past again with what really happened: the hand count of the articles’ cadence', { timeout: 60_000 }, async () => {
    const db = await fresh();
    const ana = await twelveInvoices(db, '2014-06-01');
    const asked = simulateSchema.parse({ kind: 'backtest', from: '2012-01-01', to: '2014-05-31' });
    const { state, result } = await run(db, ana, asked);
    expect(state).toBe('finished');
    expect(result?.run.report.nodes.map(({ node, contacts, accountsTold }) => [node, contacts, accountsTold])).toEqual([
      ['email-before', 7, 9],
      ['sms-due', 5, 6],
      ['email-after', 4, 4],
    ]);
    expect(result?.run.report.afterPayment).toBe(0);
  });

  it('asks the policy with what the words do: those frozen with a version, those in use for the draft', { timeout: 60_000 }, async () => {
    const db = await fresh();
    const ana = await twelveInvoices(db, '2013-03-01');
    await db.query(`update workspace set policy_code = 'CO'`);
    // Colombia: nobody may be asked why they do not pay (CO-REASON).
    const words = {
      ...STAND_IN_TEMPLATE,
      key: 'after-due',
      channel: 'email',
      language: 'es',
      extras: { flags: ['asks-reason-for-default'] },
    };
    await addTemplates(db, ana.workspace.id, [words]);
    const { result } = await run(db, ana, order({ days: 60, of: 'draft', against: 1 }));
    const told = (of: SimulatedRun | null | undefined) => of?.report.nodes.find(({ node }) => node === 'email-after')?.contacts;
    expect(told(result?.against)).toBeGreaterThan(0);
    expect(told(result?.run)).toBe(0);
    const reasons = result?.run.report.reasons.map(({ reason }) => reason);
    expect(reasons).toContain('denied:CO-REASON');
    expect(result?.against?.report.reasons.map(({ reason }) => reason)).not.toContain('denied:CO-REASON');
  });

  it('runs alone in its workspace, stops when told, and says when its server was lost', { timeout: 60_000 }, async () => {
    const db = await fresh();
    const ana = await twelveInvoices(db, '2013-03-01');
    const first = await startSimulation(db, ana, KEY, order({}));
    expect(await refusal(startSimulation(db, ana, KEY, order({})))).toBe('simulation-running');
    await stopSimulation(db, ana.workspace, first.id);
    expect((await ended(db, ana, first)).state).toBe('stopped');
    expect((await stopSimulation(db, ana.workspace, first.id)).state).toBe('stopped');
    // Another server began it and has not been heard of since.
    await db.query(
      `update simulation set ended_at = null, outcome = null, runner = 'gone', seen_at = now() - interval '1 minute' where id = $1`,
      [first.id],
    );
    expect((await readSimulation(db, ana.workspace, first.id)).state).toBe('interrupted');
    expect((await run(db, ana, order({ days: 5 }))).state).toBe('finished');
    expect((await readSimulation(db, ana.workspace, first.id)).state).toBe('interrupted');
  });

  it('measures who paid untold and what came of contacts, drawn to what is usual where little was seen', async () => {
    const db = await fresh();
    const ana = await twelveInvoices(db, '2014-06-01');
    const { measured, past, debtors } = await simulationSetting(db, ana.workspace, KEY);
    expect(past).toEqual({ from: '2013-02-13', to: '2014-06-01' });
    expect(debtors).toBeGreaterThan(0);
    const { cases, hits, usual, weight, share } = measured.untold['1-30'];
    expect(cases).toBeGreaterThan(0);
    expect(share).toBe(Math.round(((hits + usual * weight) / (cases + weight)) * 10_000) / 10_000);
    expect(measured.answers.email?.due.pays).toMatchObject({ cases: 0, share: 0.08 });
  });
});
