import { beforeEach, expect, it, vi } from 'vitest';
import type { Database } from '#lib/db/client.ts';
import { workspacesOf } from '#lib/db/queries/standing.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { enterBySegment, exit, task } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { moveClock } from '#lib/runner/clock.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { setScene } from '#lib/runner/testing/stage.ts';
import { countryHours } from './country-hours.ts';
import { deskList, doAtDesk } from './desk.ts';
import { changePolicy, readPolicyView } from './policy.ts';
import type { WorkspaceSession } from './session.ts';

vi.mock('next-intl/server', () => ({
  getTranslations: async (namespace: string) => (code: string, values: object) =>
    [namespace, code, ...Object.values(values).filter(Boolean)].join(' '),
}));

/** A Tuesday, in the hours of the law. */
const AT = bogota('2026-03-10 09:00');

describeOnBoth('the contact policy and the desk', (fresh) => {
  let db: Database;
  let sessions: readonly WorkspaceSession[];

  beforeEach(async () => {
    db = await fresh();
    const { id } = await db.transaction((tx) =>
      setScene(tx, {
        at: AT,
        journeys: {
          calls: {
            nodes: [enterBySegment(), task('ring'), exit('done'), exit('promised')],
            ways: ['in > ring', 'ring > done', 'ring.promise > promised'],
          },
        },
        accounts: [{ externalId: 'a1' }],
      }),
    );
    await db.query(`update workspace set policy_code = 'CO'`);
    await db.query(`insert into person (id, name, email) values ('p1', 'Ana', 'ana@x.test'), ('p2', 'Luis', 'luis@x.test')`);
    await db.query(`insert into role (workspace_id, person_id, role) values ($1, 'p1', 'manager'), ($1, 'p2', 'agent')`, [id]);
    sessions = await Promise.all(['p1', 'p2'].map((person) => sessionOf(db, person)));
    await moveClock(createRunner(db), id, AT);
  });

  it('is saved over the revision that was seen, and noted; a second writer is told', async () => {
    const [manager] = sessions;
    if (!manager) throw new Error('nobody');
    const own = { tighten: [{ rule: 'CO-DAY', max: 0 }] };
    const saved = await changePolicy(db, manager, { revision: 0, preset: 'CO', own });
    expect(saved).toMatchObject({ revision: 1, preset: 'CO', own });
    await expect(changePolicy(db, manager, { revision: 0, preset: null, own: {} })).rejects.toMatchObject({
      status: 409,
      code: 'policy-conflict',
    });
    expect(await readPolicyView(db, manager.workspace)).toMatchObject({ revision: 1, preset: 'CO' });
    expect(await db.query(`select person_id, action from audit where action like 'policy%'`)).toEqual([
      { person_id: 'p1', action: 'policy.save' },
    ]);
    expect((await countryHours(db, manager.workspace, AT))[0]?.hours.sms).toEqual([]);
  });

  it('leaves open what each subdivision with rules of its own does', async () => {
    const [manager] = sessions;
    if (!manager) throw new Error('nobody');
    const places = async () =>
      (await countryHours(db, manager.workspace, AT)).map(({ country, subdivision, hours }) => [country, subdivision, hours.sms?.at(-1)]);
    await db.query(`update debtor set country = 'BR', subdivision = 'RJ'`);
    expect(await places()).toEqual([['BR', 'RJ', ['09:00', '19:00']]]);
    await db.query(`update debtor set subdivision = '__proto__'`);
    expect(await places()).toEqual([['BR', undefined, expect.anything()]]);
  });

  it('refuses what would loosen a rule, by its place', async () => {
    const [manager] = sessions;
    if (!manager) throw new Error('nobody');
    const looser = { revision: 0, preset: 'CO', own: { tighten: [{ rule: 'CO-DAY', max: 3 }] } };
    await expect(changePolicy(db, manager, looser)).rejects.toMatchObject({
      status: 422,
      problems: [{ path: '$.own.tighten[0].max', message: 'policy.fault looser CO-DAY' }],
    });
    const unknown = { revision: 0, preset: 'XX', own: {} };
    await expect(changePolicy(db, manager, unknown)).rejects.toMatchObject({
      status: 422,
      problems: [{ path: '$.preset', message: 'policy.fault preset' }],
    });
  });

  it('gives a task to exactly one of two who take it at once', async () => {
    const [first] = (await deskList(db, sessions[0] ?? never())).tasks;
    const tries = await Promise.allSettled(sessions.map((session) => doAtDesk(db, session, first?.key ?? '', { deed: 'take' })));
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('begins a call once, logs a promise and moves the journey', async () => {
    const agent = sessions[1] ?? never();
    const key = (await deskList(db, agent)).tasks[0]?.key ?? '';
    await expect(doAtDesk(db, agent, key, { deed: 'start' })).rejects.toMatchObject({ status: 409, code: 'task-not-yours' });
    await doAtDesk(db, agent, key, { deed: 'take' });
    await expect(doAtDesk(db, agent, key, { deed: 'log', outcome: 'noAnswer' })).rejects.toMatchObject({ code: 'task-not-begun' });
    await Promise.all([1, 2].map(() => doAtDesk(db, agent, key, { deed: 'start' })));
    expect(await db.query('select channel, status from contact')).toEqual([{ channel: 'call', status: 'sent' }]);
    const promise = { deed: 'log', outcome: 'promise', amount: 50_000, date: '2026-03-12', preferred: 'sms' } as const;
    await expect(doAtDesk(db, agent, key, { ...promise, amount: 900_000 })).rejects.toMatchObject({ code: 'task-no-promise' });
    expect(await doAtDesk(db, agent, key, promise)).toMatchObject({ isOpen: false });
    await expect(doAtDesk(db, agent, key, promise)).rejects.toMatchObject({ code: 'task-closed' });
    expect(await db.query('select status, outcome from task')).toEqual([{ status: 'done', outcome: 'promise' }]);
    expect(await db.query('select status, outcome from enrollment')).toEqual([{ status: 'ended', outcome: 'promised' }]);
    expect(await db.query('select status from contact')).toEqual([{ status: 'answered' }]);
    expect((await deskList(db, agent)).tasks).toEqual([]);
  });

  it('keeps a call off while the policy forbids it, and writes nothing', async () => {
    const [manager, agent = never()] = sessions;
    const key = (await deskList(db, agent)).tasks[0]?.key ?? '';
    await changePolicy(db, manager ?? never(), { revision: 0, preset: 'CO', own: { holidays: { add: ['2026-03-10'] } } });
    const taken = await doAtDesk(db, agent, key, { deed: 'take' });
    expect(taken.allowance).toMatchObject({ isAllowed: false, ruleId: 'CO-HOURS', until: { date: '2026-03-11', time: '07:00' } });
    await expect(doAtDesk(db, agent, key, { deed: 'start' })).rejects.toMatchObject({ code: 'contact-not-allowed' });
    expect(await db.query('select 1 from contact')).toEqual([]);
  });
});

async function sessionOf(db: Database, id: string): Promise<WorkspaceSession> {
  const workspaces = await workspacesOf(db, id);
  const [workspace] = workspaces;
  if (!workspace) throw new Error(`${id} has no workspace`);
  return { person: { id, name: id, email: `${id}@x.test`, language: 'es' }, workspace, workspaces };
}

function never(): never {
  throw new Error('nobody');
}
