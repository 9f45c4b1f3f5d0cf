import { beforeEach, expect, it } from 'vitest';
import type { Database } from '#lib/db/client.ts';
import { type StepCount, stepCounts } from '#lib/db/queries/journey-drafts.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { compile } from '#lib/interpreter/compile.ts';
import type { Enrollment } from '#lib/interpreter/enrollment.ts';
import { landingsOf, moveRun } from '#lib/interpreter/move-runs.ts';
import { all, due, enterBySegment, exit, later, message, task, wait } from '#lib/interpreter/testing/story.ts';
import { flowOf } from '#lib/journey/flow.ts';
import { bogota } from '#lib/journey/testing.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from './clock.ts';
import { freezeVersion } from './publish.ts';
import { createRunner } from './runner.ts';
import { type Drawing, drawn, setScene } from './testing/stage.ts';

const AT = bogota('2026-03-10 00:00');
const NOW = bogota('2026-03-18 12:00');
const owing = enterBySegment('in', all(['account.balance', '>', 0]));

/** Accounts stand at four nodes of it on the 18th: at a wait, a message to come, an open call and a wait in a loop. */
const before: Drawing = {
  nodes: [
    owing,
    wait('pre', due(-10)),
    message('ask', { when: due(-2) }),
    task('call', { when: due(0), expiresAfterDays: 9 }),
    wait('rest', later(30, 'days')),
    exit('end'),
  ],
  ways: ['in > pre', 'pre > ask', 'ask > call', 'call > end', 'call.promise > rest', 'rest > call'],
};
/** `pre` is gone, `call` is a message now, `rest` is gone; `ask` says another day. */
const after: Drawing = {
  nodes: [owing, message('ask', { when: due(-1) }), message('call', { when: due(3) }), wait('pause', later(1, 'days')), exit('end')],
  ways: ['in > ask', 'ask > call', 'call > pause', 'pause > call', 'call.notSent > end'],
};
const accounts = [
  { externalId: 'a1', debtorExternalId: 'd1', dueDate: '2026-04-10' },
  { externalId: 'a2', debtorExternalId: 'd2', dueDate: '2026-03-22' },
  { externalId: 'a3', debtorExternalId: 'd3', dueDate: '2026-03-17' },
  { externalId: 'a4', debtorExternalId: 'd4', dueDate: '2026-03-17' },
];

describeOnBoth('runs under way when a version is published', (fresh) => {
  let db: Database;
  let workspace: PortfolioWorkspace;
  let journeyId = 0;

  beforeEach(async () => {
    db = await fresh();
    workspace = await db.transaction((tx) => setScene(tx, { at: AT, journeys: { cadence: before }, accounts }));
    await moveClock(createRunner(db), workspace.id, NOW);
    journeyId = (await db.query<{ id: number }>('select id from journey'))[0]?.id ?? 0;
  });

  const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;
  const runs = () =>
    db.query<Enrollment>(
      `select id, journey_id as "journeyId", version_id as "versionId", account_id as "accountId", run, status, node, seq,
         ${ms('entered_at')} as "enteredAt", ${ms('arrived_at')} as "arrivedAt", ${ms('acted_at')} as "actedAt", ${ms('held_until')} as "heldUntil", answer, ${ms('wake_at')} as "wakeAt",
         pool, place,
         last_outcome as "lastOutcome", visits, outcome, ${ms('ended_at')} as "endedAt" from enrollment order by id`,
    );
  const publish = (document = drawn(after, 'cadence'), move?: Record<string, string>) =>
    db.transaction((tx) =>
      freezeVersion(
        tx,
        workspace,
        { journeyId, revision: 1, document, templates: [STAND_IN_TEMPLATE], personId: null, ...(move ? { move } : {}) },
        NOW,
      ),
    );
  const standing = async () =>
    (await db.query<{ run: string }>(`select concat_ws(' ', node, status, outcome) as run from enrollment order by 1`)).map(
      ({ run }) => run,
    );
  const hereOn = async (versionId: number, drawing: Drawing) => {
    const counts: StepCount[] = (await Promise.all(Array.from({ length: 256 }, (_, shard) => stepCounts(db, versionId, shard)))).flat();
    const { nodes } = flowOf(drawn(drawing, 'cadence'), counts);
    return Object.fromEntries(Object.entries(nodes).flatMap(([id, { here }]) => (here === 0 ? [] : [[id, here]])));
  };

  it('finish on theirs where nobody says otherwise', async () => {
    const were = await runs();
    await publish();
    expect(await runs()).toEqual(were);
  });

  it('move as the pure function says: by the same node, by the map, or to an end', async () => {
    const were = await runs();
    expect(were.map(({ node }) => node).sort()).toEqual(['ask', 'call', 'call', 'pre']);
    const { versionId } = await publish(drawn(after, 'cadence'), { pre: 'ask', call: 'nowhere' });
    const landings = landingsOf(drawn(before, 'cadence'), drawn(after, 'cadence'), { pre: 'ask', call: 'nowhere' });
    const program = compile(drawn(after, 'cadence'));
    const expected = were.map((run) => moveRun(run, landings.get(run.node) ?? { kind: 'ends', node: null }, { versionId, program }, NOW));
    expect(await runs()).toEqual(expected);
    expect(await standing()).toEqual(['ask live', 'ask live', 'call ended migrated', 'call ended migrated']);
    // The calls that nobody waits for any more are taken back.
    expect(await db.query('select status, count(*)::int as n from task group by status')).toEqual([{ status: 'cancelled', n: 2 }]);
  });

  it('count where they are: nobody stands on the version that they left', async () => {
    const [first] = await runs();
    const { versionId } = await publish(drawn(after, 'cadence'), { pre: 'ask', call: 'call' });
    expect(await hereOn(first?.versionId ?? 0, before)).toEqual({});
    expect(await hereOn(versionId, after)).toEqual({ ask: 2, call: 2 });
  });

  it('go on by the new drawing, each told once, also where versions follow each other', async () => {
    await publish(drawn(after, 'cadence'), { pre: 'ask', call: 'call' });
    const { versionId } = await publish(drawn(after, 'cadence'), {});
    expect(new Set((await runs()).map((run) => run.versionId))).toEqual(new Set([versionId]));
    await moveClock(createRunner(db), workspace.id, bogota('2026-03-21 12:00'));
    const told = await db.query<{ node: string; status: string }>('select node, status from contact order by queued_at, node, id');
    // a2's reminder now a day before its date, and what the calls became, three days after theirs.
    expect(told.map(({ node, status }) => `${node} ${status}`).sort()).toEqual([
      'ask sent',
      'ask sent',
      'ask sent',
      'call sent',
      'call sent',
    ]);
    expect(await hereOn(versionId, after)).toMatchObject({ ask: 1 });
  });

  it('leave what is queued in the queue', async () => {
    await db.query(`update contact set status = 'queued', sent_at = null`);
    await publish(drawn(after, 'cadence'), { pre: 'ask' });
    expect(await db.query('select distinct status from contact')).toEqual([{ status: 'queued' }]);
  });
});
