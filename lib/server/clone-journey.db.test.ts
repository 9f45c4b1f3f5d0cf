import { expect, it } from 'vitest';
import type { Database } from '#lib/db/client.ts';
import { draftAndParent, journeyKeys } from '#lib/db/queries/clones.ts';
import { addTemplates, templatesInUse } from '#lib/db/queries/message-templates.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { readJourney } from '#lib/journey/document.ts';
import { createWorkspace } from '#lib/portfolio/workspace.ts';
import { journeyTemplate } from '#lib/templates/journey-templates.ts';
import { readParent } from '#lib/templates/parent.ts';
import { type CloneWish, cloneJourney } from './clone-journey.ts';

const PREVENTIVE = journeyTemplate('preventive');
if (!PREVENTIVE) throw new Error('no template');
const WISH: CloneWish = { name: 'Preventiva de octubre', from: { template: 'preventive' }, requestId: 'click-1', personId: 'p' };

async function workspaceIn(db: Database, slug = 'one'): Promise<number> {
  await db.query(`insert into person (id, name, email) values ('p', 'P', 'p@x.test') on conflict do nothing`);
  const place = { country: 'CO', timezone: 'America/Bogota', currency: 'COP', mode: 'live' } as const;
  return (await createWorkspace(db, { ...place, slug, name: slug })).id;
}

async function cloneIn(db: Database, workspaceId: number, key: string) {
  const row = await draftAndParent(db, workspaceId, key);
  const draft = readJourney(row?.draft);
  if (!row || !draft.ok) throw new Error(`no journey ${key}`);
  const sent = draft.value.nodes.flatMap((node) => (node.type === 'message' ? [node.config.template] : []));
  return { name: row.name, document: draft.value, parent: readParent(row.parent), sent };
}

describeOnBoth('a clone', (fresh) => {
  it('is a draft of the workspace with its messages, and remembers what it was made of', async () => {
    const db = await fresh();
    const id = await workspaceIn(db);
    const key = await cloneJourney(db, id, WISH);
    const clone = await cloneIn(db, id, key);
    expect(key).toBe('preventiva-de-octubre');
    expect(clone.document).toEqual({ ...PREVENTIVE.document, key, name: WISH.name });
    expect(clone.parent).toEqual({ kind: 'template', key: 'preventive', name: PREVENTIVE.document.name, ...PREVENTIVE });
    expect(await templatesInUse(db, id)).toHaveLength(PREVENTIVE.messages.length);
    const [row] = await db.query(`select status, revision, live_version_id as live, updated_by as "by" from journey where key = $1`, [key]);
    expect(row).toEqual({ status: 'draft', revision: 1, live: null, by: 'p' });
    expect(await db.query(`select action, subject, person_id as "by" from audit`)).toEqual([
      { action: 'journey.clone', subject: key, by: 'p' },
    ]);
  });

  it('is made once by a click that arrives twice, at the same moment too', async () => {
    const db = await fresh();
    const id = await workspaceIn(db);
    const keys = await Promise.all([1, 2, 3].map(() => cloneJourney(db, id, WISH)));
    expect(new Set([...keys, await cloneJourney(db, id, WISH)]).size).toBe(1);
    expect(await journeyKeys(db, id)).toEqual(new Set(keys));
  });

  it('is made anew by another click of the same name, and in another workspace by the same', async () => {
    const db = await fresh();
    const [one, two] = [await workspaceIn(db), await workspaceIn(db, 'two')];
    const first = await cloneJourney(db, one, WISH);
    expect(await cloneJourney(db, one, { ...WISH, requestId: 'click-2' })).toBe(`${first}-2`);
    expect(await cloneJourney(db, one, { ...WISH, requestId: null })).toBe(`${first}-3`);
    expect(await cloneJourney(db, two, WISH)).toBe(first);
    expect((await templatesInUse(db, one)).length).toBe(PREVENTIVE.messages.length);
  });

  it('writes no message over: one that is there in other words gets a key of its own', async () => {
    const db = await fresh();
    const id = await workspaceIn(db);
    const own = { key: 'due-today', channel: 'sms', language: 'es', subject: null, body: 'Nuestras palabras' };
    await addTemplates(db, id, [own]);
    const clone = await cloneIn(db, id, await cloneJourney(db, id, WISH));
    expect(clone.sent).toEqual(['before-due', 'due-today-2', 'after-due']);
    const inUse = await templatesInUse(db, id);
    expect(inUse).toContainEqual(own);
    expect(await db.query('select version from message_template where version > 1')).toEqual([]);
    expect(clone.parent?.messages.map(({ key }) => key)).toContain('due-today-2');
  });

  it('of a journey of the workspace is made of its draft as it stands and the words in use', async () => {
    const db = await fresh();
    const id = await workspaceIn(db);
    const first = await cloneJourney(db, id, WISH);
    await addTemplates(db, id, [{ key: 'due-today', channel: 'sms', language: 'es', subject: null, body: 'Otras palabras' }]);
    const key = await cloneJourney(db, id, { ...WISH, name: 'Copia', from: { journey: first }, requestId: 'click-2' });
    const copy = await cloneIn(db, id, key);
    expect(copy.sent).toEqual(['before-due', 'due-today', 'after-due']);
    expect(copy.parent).toMatchObject({ kind: 'journey', key: first, name: WISH.name });
    expect(copy.parent?.messages).toContainEqual(expect.objectContaining({ key: 'due-today', body: 'Otras palabras' }));
  });

  it('of something that is not there, or is another workspace’s, is refused and leaves nothing', async () => {
    const db = await fresh();
    const [one, two] = [await workspaceIn(db), await workspaceIn(db, 'two')];
    const foreign = await cloneJourney(db, two, WISH);
    for (const from of [{ template: 'none' }, { journey: 'none' }, { journey: foreign }]) {
      await expect(cloneJourney(db, one, { ...WISH, from })).rejects.toMatchObject({ status: 404 });
    }
    expect(await journeyKeys(db, one)).toEqual(new Set());
    expect(await templatesInUse(db, one)).toEqual([]);
  });

  it('whose name has no letter that a key can have takes the key of its source', async () => {
    const db = await fresh();
    const id = await workspaceIn(db);
    expect(await cloneJourney(db, id, { ...WISH, name: '催收' })).toBe('preventive');
  });
});
