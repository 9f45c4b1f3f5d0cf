import { expect, it } from 'vitest';
import type { Sql } from '#lib/db/client.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { bestAction, enterByEvent, exit } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { moveClock } from '#lib/runner/clock.ts';
import { publishJourney } from '#lib/runner/publish.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { drawn, setScene } from '#lib/runner/testing/stage.ts';
import { journeyCounts } from './journey-counts.ts';

const AT = bogota('2026-03-10 09:00');
const learns = {
  nodes: [enterByEvent('in', 'custom.a'), bestAction('which', { key: 'way' }), exit('done')],
  ways: ['in > which', 'which.b0 > done', 'which.b1 > done'],
};
const accounts = Array.from({ length: 8 }, (_, index) => ({ externalId: `a${index}`, debtorExternalId: `d${index}` }));

/** As the table of what was shown has it. */
const written = (sql: Sql, journey: string) =>
  sql.query(
    `select s.arm, count(*)::int as shown, count(s.rewarded_at)::int as rewarded
       from arm_showing s join journey j on j.id = s.journey_id where j.key = $1 group by s.arm order by s.arm`,
    [journey],
  );

describeOnBoth('the counts of a journey', (fresh) => {
  it('say of each arm how often it was shown and rewarded, whatever the shard and the version', async () => {
    const db = await fresh();
    const workspace = await db.transaction((tx) => setScene(tx, { at: AT, accounts, journeys: { one: learns, two: learns } }));
    const here: WorkspaceStanding = { ...workspace, role: 'manager' };
    const happens = (type: string, account: string, local: string, payload = {}) =>
      db.transaction((tx) => storeEvents(tx, workspace, [{ type, account, at: bogota(local), payload }], AT));
    const sumOf = (counts: Awaited<ReturnType<typeof journeyCounts>>, what: 'shown' | 'rewarded') =>
      (counts.arms.which ?? []).reduce((sum, arm) => sum + arm[what], 0);
    expect((await journeyCounts(db, here, 'one')).arms).toEqual({
      which: ['b0', 'b1'].map((arm) => ({ arm, shown: 0, rewarded: 0 })),
    });

    for (const { externalId } of accounts.slice(0, 6)) await happens('custom.a', externalId, '2026-03-10 10:00');
    // The one that showed last has the reward: here both did at that instant, and it is counted once, for one of the two.
    for (const account of ['a1', 'a2']) await happens('payment.received', account, '2026-03-11 11:00', { amount: 10 });
    await happens('payment.received', 'a1', '2026-03-11 12:00', { amount: 10 });
    await moveClock(createRunner(db), workspace.id, bogota('2026-03-12 12:00'));
    const [one, two] = [await journeyCounts(db, here, 'one'), await journeyCounts(db, here, 'two')];
    for (const [key, counts] of Object.entries({ one, two }))
      expect((counts.arms.which ?? []).filter(({ shown }) => shown > 0)).toEqual(await written(db, key));
    expect([sumOf(one, 'shown'), sumOf(two, 'shown'), sumOf(one, 'rewarded') + sumOf(two, 'rewarded')]).toEqual([6, 6, 2]);

    await db.transaction((tx) => publishJourney(tx, workspace, { ...drawn(learns, 'one'), description: 'new' }, [STAND_IN_TEMPLATE], AT));
    await happens('custom.a', 'a7', '2026-03-12 13:00');
    await happens('payment.received', 'a7', '2026-03-12 14:00', { amount: 10 });
    await moveClock(createRunner(db), workspace.id, bogota('2026-03-12 18:00'));
    const after = await journeyCounts(db, here, 'one');
    expect(after).toMatchObject({ version: 2, nodes: { which: { arrived: 1 } } });
    expect(sumOf(after, 'shown')).toBe(7);
    expect((after.arms.which ?? []).filter(({ shown }) => shown > 0)).toEqual(await written(db, 'one'));
  });
});
