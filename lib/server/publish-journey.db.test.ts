import { beforeEach, expect, it } from 'vitest';
import { MOST_SCENARIOS } from '#lib/api/journey-scenarios.ts';
import { parseInstant } from '#lib/base/instant.ts';
import type { Database } from '#lib/db/client.ts';
import { giveRole } from '#lib/db/queries/people.ts';
import { workspacesOf } from '#lib/db/queries/standing.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { all, due, enterBySegment, exit, message } from '#lib/interpreter/testing/story.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from '#lib/runner/clock.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { drawn } from '#lib/runner/testing/stage.ts';
import { Refused } from './api-call.ts';
import { journeyContext, segmentSize } from './journey-context.ts';
import { journeyCounts } from './journey-counts.ts';
import { removeScenario, saveScenario, scenarioList } from './journey-scenarios.ts';
import { journeyVersion, journeyVersions, restoreMessages } from './journey-versions.ts';
import { createJourney, journeyDetail, journeyList, saveJourney } from './journeys.ts';
import { previewMessage, saveTemplate } from './message-templates.ts';
import { publishDraft, publishPlan, standStill } from './publish-journey.ts';
import type { WorkspaceSession } from './session.ts';

const AT = parseInstant('2026-03-10T05:00:00Z') ?? 0;
const DAY_10 = parseInstant('2026-03-20T05:00:00Z') ?? 0;
const WORDS = { pre: 'a', due: 'b', early: 'c', entry: 'd' };
const reminder = { channel: 'email', language: 'es', version: 0, subject: 'Aviso', body: 'Hola {{ debtor.name }}' } as const;

describeOnBoth('publishing', (fresh) => {
  let db: Database;
  let whole: PortfolioWorkspace;
  let ana: WorkspaceSession;

  beforeEach(async () => {
    db = await fresh();
    const place = { country: 'CO', timezone: 'America/Bogota', currency: 'COP' };
    whole = await createWorkspace(db, { ...place, slug: 'house', name: 'House', mode: 'test', clockAt: AT });
    await db.query(`insert into person (id, name, email) values ('Ana', 'Ana', 'ana@x.test')`);
    await giveRole(db, whole.id, 'Ana', 'manager');
    const workspaces = await workspacesOf(db, 'Ana');
    const [workspace] = workspaces;
    if (!workspace) throw new Error('no workspace');
    ana = { person: { id: 'Ana', name: 'Ana', email: '', language: 'es' }, workspaces, workspace };
    const owed = { debtorExternalId: 'd1', currency: 'COP', balance: 100_000, dueDate: '2026-03-20' };
    await db.transaction((tx) =>
      upsertPortfolio(
        tx,
        whole,
        {
          debtors: [{ externalId: 'd1', name: 'Luz', email: 'd1@example.com', language: 'pt-BR' }],
          accounts: [
            { ...owed, externalId: 'a1' },
            { ...owed, externalId: 'a2', balance: 0 },
            { ...owed, externalId: 'a3', openedAt: DAY_10 },
          ],
        },
        AT,
      ),
    );
  });

  /** A journey that tells everyone who owes five days before, saved as revision 2. */
  const cadence = async (change: (document: JourneyDocument) => JourneyDocument = (one) => one) => {
    const { key } = await createJourney(db, ana, { name: 'Cadence' }, null, WORDS);
    const drawing = {
      nodes: [enterBySegment('in', all(['account.balance', '>=', 0])), message('m', { when: due(-5) }), exit('end')],
      ways: ['in > m', 'm > end'],
    };
    const { revision } = await saveJourney(db, ana, key, { revision: 1, document: change(drawn(drawing, key)) });
    return { key, revision };
  };
  const refused = async (work: Promise<unknown>): Promise<Refused> => {
    const error = await work.catch((thrown: unknown) => thrown);
    if (error instanceof Refused) return error;
    throw new Error('not refused');
  };
  const versions = () => db.query('select number, revision from journey_version order by number');

  it('says before what it would do, and refuses errors with all findings', async () => {
    const { key, revision } = await cadence();
    const plan = await publishPlan(db, ana.workspace, key);
    // The account without a balance would leave at once, and the third does not exist yet.
    expect(plan).toMatchObject({ revision, nextVersion: 1, isLive: false, entries: [{ node: 'in', accounts: 1, fresh: 1 }], underWay: [] });
    expect(plan.findings.map(({ code }) => code)).toEqual(['unknown-template']);
    const error = await refused(publishDraft(db, ana, key, revision));
    expect([error.status, error.code, error.more.findings?.[0]?.code]).toEqual([422, 'journey-has-errors', 'unknown-template']);
    expect(await versions()).toEqual([]);
    expect((await refused(standStill(db, ana, key, 'paused'))).code).toBe('journey-not-published');
  });

  it('is done once for a double click, and refuses what is not the draft that was seen', async () => {
    const { key, revision } = await cadence();
    await saveTemplate(db, ana, 'reminder', reminder);
    const clicks = await Promise.all([1, 2, 3].map(() => publishDraft(db, ana, key, revision)));
    expect(clicks.map(({ version }) => version)).toEqual([1, 1, 1]);
    expect(clicks.filter(({ wasLive }) => !wasLive)).toHaveLength(1);
    expect(await versions()).toEqual([{ number: 1, revision: 2 }]);
    const stale = await refused(publishDraft(db, ana, key, revision - 1));
    expect([stale.status, stale.more.conflict?.revision]).toEqual([409, 2]);
    const deeds = await db.query(`select action from audit where subject = $1 order by id`, [key]);
    expect(deeds).toEqual([{ action: 'journey.create' }, { action: 'journey.save' }, { action: 'journey.publish' }]);
  });

  it('freezes the words: a message that is changed later is told from the next version on', async () => {
    const { key, revision } = await cadence();
    expect(await saveTemplate(db, ana, 'reminder', reminder)).toEqual({ version: 1 });
    await publishDraft(db, ana, key, revision);
    const changes = async () => (await journeyList(db, ana.workspace)).journeys[0]?.hasChanges;
    expect(await changes()).toBe(false);
    expect(await saveTemplate(db, ana, 'reminder', { ...reminder, version: 1, body: 'Otra cosa' })).toEqual({ version: 2 });
    expect(await changes()).toBe(true);
    const before = await publishPlan(db, ana.workspace, key);
    expect([before.nextVersion, before.isLive]).toEqual([2, false]);
    expect(await publishDraft(db, ana, key, revision)).toMatchObject({ version: 2, wasLive: false });
    expect(await versions()).toHaveLength(2);
    expect(await changes()).toBe(false);
    await moveClock(createRunner(db), whole.id, DAY_10);
    expect(await db.query('select body from contact_message')).toEqual([{ body: 'Otra cosa' }]);
  });

  it('goes back to a version, its words too, by publishing it as a new one', async () => {
    const { key, revision } = await cadence();
    await saveTemplate(db, ana, 'reminder', reminder);
    await publishDraft(db, ana, key, revision);
    const { document: first } = await journeyDetail(db, ana.workspace, key);
    await saveTemplate(db, ana, 'reminder', { ...reminder, version: 1, body: 'Otra cosa' });
    const again = await saveJourney(db, ana, key, { revision, document: { ...first, description: 'new' } });
    await publishDraft(db, ana, key, again.revision);

    const { versions: lines } = await journeyVersions(db, ana.workspace, key);
    expect(lines.map(({ number, isLive, publishedBy, inside }) => [number, isLive, publishedBy, inside])).toEqual([
      [2, true, 'Ana', 0],
      [1, false, 'Ana', 0],
    ]);
    const back = await journeyVersion(db, ana.workspace, key, 1);
    expect(back.changes.map(({ kind }) => kind)).toEqual(['description', 'message']);
    expect(back.document).toEqual(first);
    expect(await restoreMessages(db, ana, key, 1)).toEqual({ restored: 1 });
    expect(await restoreMessages(db, ana, key, 1)).toEqual({ restored: 0 });
    const saved = await saveJourney(db, ana, key, { revision: again.revision, document: back.document });
    expect(await publishDraft(db, ana, key, saved.revision)).toMatchObject({ version: 3, wasLive: false });
    expect((await journeyVersion(db, ana.workspace, key, 1)).changes).toEqual([]);
    const frozen = await db.query<{ templates: unknown; document: unknown }>(
      'select templates, document from journey_version order by number',
    );
    expect(frozen[2]).toEqual(frozen[0]);

    await expect(journeyVersion(db, ana.workspace, key, 4)).rejects.toThrow(new Refused(404, 'not-found'));
    await expect(restoreMessages(db, ana, 'another', 1)).rejects.toThrow(new Refused(404, 'not-found'));
  });

  it('lets those under way finish on their version, and keeps a paused journey paused', async () => {
    const { key, revision } = await cadence();
    await saveTemplate(db, ana, 'reminder', reminder);
    await publishDraft(db, ana, key, revision);
    await moveClock(createRunner(db), whole.id, AT);
    expect((await journeyList(db, ana.workspace)).journeys[0]).toMatchObject({ status: 'live', liveVersion: 1, inside: 1 });
    expect(await journeyCounts(db, ana.workspace, key)).toMatchObject({
      version: 1,
      nodes: { m: { here: 1, arrived: 1 } },
      edges: { e0: 1 },
    });
    expect(await standStill(db, ana, key, 'paused')).toEqual({ status: 'paused' });
    expect(await standStill(db, ana, key, 'paused')).toEqual({ status: 'paused' });
    const { document } = await journeyDetail(db, ana.workspace, key);
    await saveJourney(db, ana, key, { revision, document: { ...document, description: 'new' } });
    expect((await publishPlan(db, ana.workspace, key)).underWay).toEqual([{ version: 1, accounts: 1 }]);
    expect(await publishDraft(db, ana, key, revision + 1)).toMatchObject({ version: 2 });
    expect((await journeyDetail(db, ana.workspace, key)).status).toBe('paused');
    expect((await publishPlan(db, ana.workspace, key)).entries).toMatchObject([{ accounts: 1, fresh: 0 }]);
    expect(await standStill(db, ana, key, 'live')).toEqual({ status: 'live' });
    await moveClock(createRunner(db), whole.id, DAY_10);
    expect(await db.query('select status, version_id as version from contact')).toHaveLength(1);
  });

  it('moves those under way to the places that were chosen, after saying where they stand and what changed', async () => {
    const { key, revision } = await cadence();
    await saveTemplate(db, ana, 'reminder', reminder);
    await publishDraft(db, ana, key, revision);
    await moveClock(createRunner(db), whole.id, AT);
    const { document } = await journeyDetail(db, ana.workspace, key);
    const renamed = JSON.parse(JSON.stringify(document).replaceAll('"m"', '"later"'));
    await saveJourney(db, ana, key, { revision, document: renamed });
    const plan = await publishPlan(db, ana.workspace, key);
    expect(plan.standing).toEqual([{ node: 'm', name: 'm', type: 'message', accounts: 1, stays: false }]);
    expect(plan.changes.map(({ kind }) => kind)).toContain('node');
    const nowhere = await refused(publishDraft(db, ana, key, revision + 1, { kind: 'move', places: { m: 'gone' } }));
    expect([nowhere.status, nowhere.code, nowhere.problems?.[0]?.path]).toEqual([422, 'unknown-place', '$.underWay.places["m"]']);
    await publishDraft(db, ana, key, revision + 1, { kind: 'move', places: { m: 'later' } });
    expect(await journeyCounts(db, ana.workspace, key)).toMatchObject({ version: 2, nodes: { later: { here: 1 } } });
    expect((await publishPlan(db, ana.workspace, key)).underWay).toEqual([{ version: 2, accounts: 1 }]);
    await moveClock(createRunner(db), whole.id, DAY_10);
    expect(await db.query(`select node, status from contact`)).toEqual([{ node: 'later', status: 'sent' }]);
  });

  it('keeps a draft from being published while one of its test cases does not hold', async () => {
    const { key, revision } = await cadence();
    await saveTemplate(db, ana, 'reminder', reminder);
    const told = {
      name: 'told five days before',
      workspace: { timezone: 'America/Bogota', country: 'CO', policy: null },
      debtors: [{ id: 'x', email: 'x@example.com' }],
      accounts: [{ id: 'x1', debtor: 'x', currency: 'COP', balance: 100, dueDate: '2026-03-20' }],
      journey: 'whatever stands here',
      from: '2026-03-01T00:00:00-05:00',
      to: '2026-03-31T00:00:00-05:00',
      expect: { contacts: [{ node: 'm', at: '2026-03-16T09:00:00-05:00' }] },
    };
    const bad = await refused(saveScenario(db, ana, key, 'told', { ...told, from: 'yesterday', expect: {} }));
    expect([bad.status, bad.code, bad.problems?.map(({ path }) => path)]).toEqual([422, 'bad-scenario', ['$.from', '$.expect']]);
    expect((await refused(saveScenario(db, ana, key, 'told', [1]))).code).toBe('bad-scenario');
    expect((await refused(saveScenario(db, ana, 'none', 'told', told))).status).toBe(404);
    await saveScenario(db, ana, key, 'told', told);
    const { scenarios } = await publishPlan(db, ana.workspace, key);
    expect(scenarios).toMatchObject([{ id: 'told', holds: false, differences: [{ kind: 'missing' }, { kind: 'unexpected' }] }]);
    const error = await refused(publishDraft(db, ana, key, revision));
    expect([error.status, error.code, error.problems?.[0]?.path]).toEqual([422, 'scenarios-failed', '$.scenarios["told"]']);
    expect(await versions()).toEqual([]);
    await saveScenario(db, ana, key, 'told', { ...told, expect: { contacts: [{ node: 'm', at: '2026-03-15T09:00:00-05:00' }] } });
    expect((await scenarioList(db, ana.workspace, key)).scenarios).toMatchObject([{ id: 'told', name: told.name, holds: true }]);
    expect(await publishDraft(db, ana, key, revision)).toMatchObject({ version: 1 });
    await removeScenario(db, ana, key, 'told');
    await removeScenario(db, ana, key, 'told');
    expect((await scenarioList(db, ana.workspace, key)).scenarios).toEqual([]);
    const more = Array.from({ length: MOST_SCENARIOS }, (_, i) => saveScenario(db, ana, key, `c${i}`, told));
    await Promise.all(more);
    expect((await refused(saveScenario(db, ana, key, 'over', told))).code).toBe('too-many-scenarios');
    await saveScenario(db, ana, key, 'c1', told);
  });

  it('gives the browser what a draft is judged against', async () => {
    const { key } = await cadence();
    await saveTemplate(db, ana, 'reminder', reminder);
    const context = await journeyContext(db, ana.workspace, key);
    expect(context).toMatchObject({
      languages: ['pt', 'es'],
      segmentSizes: { in: 1 },
      templates: [{ key: 'reminder', version: 1 }],
      samples: [{ externalId: 'a1', debtorName: 'Luz' }],
    });
    const asExecutive = { ...ana.workspace, role: 'executive' as const };
    expect((await journeyContext(db, asExecutive, key)).samples).toEqual([]);
    expect(await segmentSize(db, ana.workspace, all(['account.balance', '>', 0]))).toEqual({ accounts: 1, isExact: true });
    expect((await segmentSize(db, ana.workspace, all(['debtor.contacts7d', '=', 1]))).isExact).toBe(false);
    expect((await refused(segmentSize(db, ana.workspace, { rules: 3 }))).problems?.map(({ path }) => path)).toContain('$.where.combinator');
  });

  it('stores a message for one of two who change it at once, and none that could not be sent', async () => {
    await saveTemplate(db, ana, 'reminder', reminder);
    const second = { ...reminder, version: 1 };
    const [one, two] = await Promise.allSettled([
      saveTemplate(db, ana, 'reminder', { ...second, body: 'Uno' }),
      saveTemplate(db, ana, 'reminder', { ...second, body: 'Dos' }),
    ]);
    expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect((await refused(saveTemplate(db, ana, 'reminder', { ...second, body: 'Tres' }))).more.conflict?.revision).toBe(2);
    const bad = await refused(saveTemplate(db, ana, 'reminder', { ...second, version: 2, body: '{{ account.balnce }}' }));
    expect([bad.status, bad.code, bad.problems?.[0]?.path]).toEqual([422, 'bad-message', '$.body']);
  });

  it('shows a message to a debtor as it would be read, or why it could not', async () => {
    const { version: _, ...words } = reminder;
    expect(await previewMessage(db, ana.workspace, { template: words })).toMatchObject({
      ok: true,
      reader: { account: 'a1', debtor: 'd1', debtorName: 'Luz', address: 'd1@example.com' },
      subject: 'Aviso',
      body: 'Hola Luz',
    });
    const without = await previewMessage(db, ana.workspace, {
      template: { ...words, body: '{{ account.promiseDate | date }}' },
      account: 'a1',
    });
    expect(without).toMatchObject({ ok: false, problem: expect.stringContaining('nobody said') });
    expect((await refused(previewMessage(db, ana.workspace, { template: words, account: 'none' }))).status).toBe(404);
  });
});
