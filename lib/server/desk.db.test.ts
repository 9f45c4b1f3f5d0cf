import { expect, it, vi } from 'vitest';
import type { Database } from '#lib/db/client.ts';
import { workspacesOf } from '#lib/db/queries/standing.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { enterBySegment, exit, task } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { readWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from '#lib/runner/clock.ts';
import { beginDeskContact, giveTaskBack } from '#lib/runner/desk.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { type Drawing, setScene } from '#lib/runner/testing/stage.ts';
import { deskList, deskTask, doAtDesk } from './desk.ts';
import type { WorkspaceSession } from './session.ts';

vi.mock('server-only', () => ({}));

const AT = bogota('2026-03-10 09:00');

const calls: Drawing = {
  nodes: [enterBySegment(), task('ring'), exit('talked'), exit('over')],
  ways: ['in > ring', 'ring.done > talked', 'ring.expired > over'],
};
const visits: Drawing = {
  nodes: [enterBySegment(), task('door', { kind: 'visit' }), exit('talked'), exit('over')],
  ways: ['in > door', 'door.done > talked', 'door.expired > over'],
};

/** A workspace of two agents with open tasks of one account. */
async function desk(db: Database, journeys: Readonly<Record<string, Drawing>>) {
  const { id } = await db.transaction((tx) => setScene(tx, { at: AT, journeys, accounts: [{ externalId: 'a1' }] }));
  const sessions: WorkspaceSession[] = [];
  for (const person of ['ana', 'bea']) {
    await db.query(`insert into person (id, name, email) values ($1, $1, $1 || '@x.test')`, [person]);
    await db.query(`insert into role (workspace_id, person_id, role) values ($1, $2, 'agent')`, [id, person]);
    const [workspace] = await workspacesOf(db, person);
    if (!workspace) throw new Error('no workspace');
    const whole = { id: person, name: person, email: `${person}@x.test` };
    sessions.push({ person: { ...whole, language: 'es', theme: 'system' }, workspaces: [workspace], workspace } as WorkspaceSession);
  }
  await moveClock(createRunner(db), id, AT + 60_000);
  const [ana, bea] = sessions;
  if (!ana || !bea) throw new Error('nobody');
  const { tasks } = await deskList(db, ana);
  const keyOf = (kind: string) => tasks.find((one) => one.kind === kind)?.key ?? '';
  return { id, ana, bea, keyOf };
}

const open = (db: Database) => db.query(`select kind, status, outcome from task order by kind`);
const reserved = (db: Database) => db.query(`select status from contact where template = ''`);

describeOnBoth('the desk', (fresh) => {
  it('closes the task that was logged, and no other of the account', async () => {
    const db = await fresh();
    const { ana, keyOf } = await desk(db, { calls, visits });
    const key = keyOf('call');
    await doAtDesk(db, ana, key, { deed: 'take' });
    await doAtDesk(db, ana, key, { deed: 'start' });
    await doAtDesk(db, ana, key, { deed: 'log', outcome: 'refused' });
    expect(await open(db)).toEqual([
      { kind: 'call', status: 'done', outcome: 'refused' },
      { kind: 'visit', status: 'open', outcome: null },
    ]);
    expect((await deskList(db, ana)).tasks.map(({ kind }) => kind)).toEqual(['visit']);
  });

  it('begins no contact for a task that was closed, or given back, since its agent saw it', async () => {
    const db = await fresh();
    const { id, ana, bea, keyOf } = await desk(db, { calls });
    const key = keyOf('call');
    await doAtDesk(db, ana, key, { deed: 'take' });
    const [asked] = await db.query<Parameters<typeof beginDeskContact>[1]>(
      `select $1::int as "workspaceId", shard, enrollment_id as "enrollmentId", seq, debtor_id as "debtorId", account_id as "accountId",
         'call' as channel, 'ana' as "personId" from task`,
      [id],
    );
    if (!asked) throw new Error('no task');
    await db.query(`update task set taken_by = 'bea'`);
    expect(await beginDeskContact(db, asked, AT)).toBe('task-taken');
    await db.query(`update task set taken_by = 'ana'`);
    const workspace = await readWorkspace(db, id);
    const paid = { type: 'payment.received', at: AT + 60_000, account: 'a1', payload: { amount: 100_000 } };
    await db.transaction((tx) => storeEvents(tx, workspace, [paid], AT + 60_000));
    await moveClock(createRunner(db), id, AT + 120_000);
    expect(await open(db)).toEqual([{ kind: 'call', status: 'cancelled', outcome: null }]);
    expect(await beginDeskContact(db, asked, AT)).toBe('task-closed');
    expect(await reserved(db)).toEqual([]);
    await expect(doAtDesk(db, bea, key, { deed: 'start' })).rejects.toThrow('task-closed');
  });

  it('takes back nobody else’s contact', async () => {
    const db = await fresh();
    const { id, ana, keyOf } = await desk(db, { calls });
    const key = keyOf('call');
    await doAtDesk(db, ana, key, { deed: 'take' });
    await doAtDesk(db, ana, key, { deed: 'start' });
    const [place] = await db.query<Parameters<typeof giveTaskBack>[1]>(
      `select $1::int as "workspaceId", shard, enrollment_id as "enrollmentId", seq from task`,
      [id],
    );
    if (!place) throw new Error('no task');
    await giveTaskBack(db, { ...place, personId: 'bea' }, AT);
    expect(await reserved(db)).toEqual([{ status: 'sent' }]);
    await doAtDesk(db, ana, key, { deed: 'release' });
    expect(await reserved(db)).toEqual([{ status: 'cancelled' }]);
    expect(await deskTask(db, ana, key)).toMatchObject({ takenBy: null, begun: null, isOpen: true });
  });

  it('knows no task by a key that is none, and none of another workspace', async () => {
    const db = await fresh();
    const { ana, keyOf } = await desk(db, { calls });
    const key = keyOf('call');
    const [shard] = key.split('-');
    for (const wrong of ['', 'x', `${shard}-${'-'.repeat(36)}-1`, `${shard}-${'a'.repeat(36)}-1`, `999${key}`, `${key}0000000000`])
      await expect(deskTask(db, ana, wrong)).rejects.toThrow('not-found');
    await expect(deskTask(db, { ...ana, workspace: { ...ana.workspace, id: ana.workspace.id + 1 } }, key)).rejects.toThrow('not-found');
  });
});
