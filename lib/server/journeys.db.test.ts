import { expect, it } from 'vitest';
import { parseInstant } from '#lib/base/instant.ts';
import type { Database } from '#lib/db/client.ts';
import { giveRole } from '#lib/db/queries/people.ts';
import { workspacesOf } from '#lib/db/queries/standing.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { createWorkspace } from '#lib/portfolio/workspace.ts';
import { Refused } from './api-call.ts';
import { createJourney, journeyDetail, journeyList, saveJourney } from './journeys.ts';
import type { WorkspaceSession } from './session.ts';

const WORDS = { pre: 'Preventiva', due: 'Vencimiento', early: 'Mora temprana', entry: 'Entran' };

async function sessionOf(db: Database, personId: string): Promise<WorkspaceSession> {
  const workspaces = await workspacesOf(db, personId);
  const [workspace] = workspaces;
  if (!workspace) throw new Error('no workspace');
  return { person: { id: personId, name: personId, email: '', language: 'es' }, workspaces, workspace };
}

/** A workspace with two people, Ana and Berta. */
async function twoPeople(db: Database) {
  const { id } = await createWorkspace(db, {
    slug: 'house',
    name: 'House',
    mode: 'test',
    country: 'CO',
    timezone: 'America/Bogota',
    currency: 'COP',
    clockAt: parseInstant('2026-03-10T12:00:00Z') ?? 0,
  });
  for (const name of ['Ana', 'Berta']) {
    await db.query('insert into person (id, name, email) values ($1, $1, $2)', [name, `${name}@x.test`]);
    await giveRole(db, id, name, 'manager');
  }
  return { ana: await sessionOf(db, 'Ana'), berta: await sessionOf(db, 'Berta') };
}

const refusal = async (work: Promise<unknown>): Promise<Refused> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Refused) return error;
  throw new Error(`not refused: ${error}`);
};

describeOnBoth('journeys', (fresh) => {
  it('are made blank with the stages of the trade, each under a key of its own, and once for one wish', async () => {
    const db = await fresh();
    const { ana } = await twoPeople(db);
    const wish = { name: 'Preventiva y mora témprana' };
    const made = await Promise.all([createJourney(db, ana, wish, 'w1', WORDS), createJourney(db, ana, wish, 'w1', WORDS)]);
    expect(made).toEqual([{ key: 'preventiva-y-mora-temprana' }, { key: 'preventiva-y-mora-temprana' }]);
    const others = await Promise.all(['w2', 'w3', null].map((wished) => createJourney(db, ana, wish, wished, WORDS)));
    expect(others.map(({ key }) => key).sort()).toEqual([2, 3, 4].map((n) => `preventiva-y-mora-temprana-${n}`));
    expect(await createJourney(db, ana, { name: '¡¿…?!' }, null, WORDS)).toEqual({ key: 'journey' });
    const { document, ...rest } = await journeyDetail(db, ana.workspace, 'preventiva-y-mora-temprana');
    expect(document.stages.map(({ name, fromDay, toDay }) => [name, fromDay, toDay])).toEqual([
      ['Preventiva', -10, -1],
      ['Vencimiento', 0, 0],
      ['Mora temprana', 1, 30],
    ]);
    expect(rest).toMatchObject({ name: wish.name, status: 'draft', revision: 1, liveVersion: null, hasChanges: false, updatedBy: 'Ana' });
    expect((await journeyList(db, ana.workspace)).journeys).toHaveLength(5);
  });

  it('that two people save at once are saved by one; the other is told who did and when, and nothing is lost', async () => {
    const db = await fresh();
    const { ana, berta } = await twoPeople(db);
    const { key } = await createJourney(db, ana, { name: 'One' }, null, WORDS);
    const { document } = await journeyDetail(db, ana.workspace, key);
    const byAna = saveJourney(db, ana, key, { revision: 1, document: { ...document, name: 'By Ana' } });
    const byBerta = saveJourney(db, berta, key, { revision: 1, document: { ...document, name: 'By Berta' } });
    const [first, second] = await Promise.allSettled([byAna, byBerta]);
    expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected']);
    const winner = first.status === 'fulfilled' ? 'Ana' : 'Berta';
    const error = await refusal(winner === 'Ana' ? byBerta : byAna);
    expect(error).toMatchObject({ status: 409, code: 'revision-conflict', more: { conflict: { revision: 2, by: winner, mine: false } } });
    const stored = await journeyDetail(db, ana.workspace, key);
    expect([stored.name, stored.revision, stored.updatedBy]).toEqual([`By ${winner}`, 2, winner]);
    expect(await db.query('select action, person_id as who, subject, detail from audit order by id')).toEqual([
      { action: 'journey.create', who: 'Ana', subject: key, detail: null },
      { action: 'journey.save', who: winner, subject: key, detail: { revision: 2 } },
    ]);
  });

  it('take the same save twice as one, and a late one of the same person as a conflict with themselves', async () => {
    const db = await fresh();
    const { ana } = await twoPeople(db);
    const { key } = await createJourney(db, ana, { name: 'One' }, null, WORDS);
    const { document } = await journeyDetail(db, ana.workspace, key);
    const save = { revision: 1, document: { ...document, description: 'new' } };
    expect((await saveJourney(db, ana, key, save)).revision).toBe(2);
    expect((await saveJourney(db, ana, key, save)).revision).toBe(2);
    const late = await refusal(saveJourney(db, ana, key, { revision: 1, document: { ...document, description: 'other' } }));
    expect(late.more.conflict).toMatchObject({ revision: 2, by: 'Ana', mine: true });
  });

  it('refuse what is no journey, another key and what cannot be stored, by its path', async () => {
    const db = await fresh();
    const { ana } = await twoPeople(db);
    const { key } = await createJourney(db, ana, { name: 'One' }, null, WORDS);
    const { document } = await journeyDetail(db, ana.workspace, key);
    const paths = async (broken: unknown) => {
      const error = await refusal(saveJourney(db, ana, key, { revision: 1, document: broken }));
      expect([error.status, error.code]).toEqual([422, 'unreadable-journey']);
      return error.problems?.map(({ path }) => path);
    };
    expect(await paths(undefined)).toEqual(['$']);
    expect(await paths({ ...document, format: 'cadenza.journey/9' })).toEqual(['$.format']);
    expect(await paths({ ...document, colour: 'red' })).toEqual(['$.colour']);
    expect(await paths({ ...document, nodes: [{ ...document.nodes[0], position: { x: '0', y: 0 } }] })).toEqual(['$.nodes[0].position.x']);
    expect(await paths({ ...document, key: 'another' })).toEqual(['$.key']);
    expect(await paths({ ...document, name: 'a\0b' })).toEqual(['$.name']);
    expect(await paths({ ...document, description: 'x'.repeat(1_100_000) })).toEqual(['$']);
    expect((await journeyDetail(db, ana.workspace, key)).revision).toBe(1);
  });

  it('keep drafts with findings, and copy another draft with a memory of what it was', async () => {
    const db = await fresh();
    const { ana } = await twoPeople(db);
    const { key } = await createJourney(db, ana, { name: 'One' }, null, WORDS);
    const { document } = await journeyDetail(db, ana.workspace, key);
    await saveJourney(db, ana, key, { revision: 1, document: { ...document, nodes: [] } });
    const copy = await createJourney(db, ana, { name: 'Two', from: { journey: key } }, null, WORDS);
    expect((await journeyDetail(db, ana.workspace, copy.key)).document).toMatchObject({ key: 'two', name: 'Two', nodes: [] });
    const [{ parent } = { parent: null }] = await db.query<{ parent: { key: string } | null }>(
      `select parent from journey where key = 'two'`,
    );
    expect(parent).toMatchObject({ kind: 'journey', key, name: 'One' });
    expect((await refusal(createJourney(db, ana, { name: 'Three', from: { journey: 'none' } }, null, WORDS))).status).toBe(404);
  });

  it('of another workspace are not there', async () => {
    const db = await fresh();
    const { ana } = await twoPeople(db);
    const { key } = await createJourney(db, ana, { name: 'One' }, null, WORDS);
    const { document } = await journeyDetail(db, ana.workspace, key);
    const elsewhere = { ...ana, workspace: { ...ana.workspace, id: ana.workspace.id + 1 } };
    expect((await refusal(journeyDetail(db, elsewhere.workspace, key))).status).toBe(404);
    expect((await refusal(saveJourney(db, elsewhere, key, { revision: 1, document }))).status).toBe(404);
  });
});
