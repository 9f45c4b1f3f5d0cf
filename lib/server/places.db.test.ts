import { expect, it } from 'vitest';
import { describeOnBoth } from '#lib/db/testing.ts';
import { bestAction, capacity, enterBySegment, exit } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { readWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from '#lib/runner/clock.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { setScene } from '#lib/runner/testing/stage.ts';
import { debtorTimeline } from './debtor.ts';

const AT = bogota('2026-03-10 10:00');

/** Asks for one place a day, and lets a step that learns choose for who has it. */
const queue = {
  nodes: [enterBySegment(), capacity('ask', { perDay: 1, deadlineDays: 1 }), bestAction('try'), exit('a'), exit('b'), exit('left')],
  ways: ['in > ask', 'ask.granted > try', 'ask.overflow > left', 'try.a > a', 'try.b > b'],
};

describeOnBoth('the history of a debtor', (fresh) => {
  it('says which place an account had among how many, which went without, and which arm was chosen by what', async () => {
    const db = await fresh();
    const accounts = [1, 2, 3].map((place) => ({ externalId: `a${place}`, debtorExternalId: 'd1', balance: place * 1_000 }));
    const workspace = await db.transaction((tx) => setScene(tx, { at: AT, journeys: { queue }, accounts }));
    await moveClock(createRunner(db), workspace.id, bogota('2026-03-20 00:00'));
    const { clockAt } = await readWorkspace(db, workspace.id);
    const { entries } = await debtorTimeline(db, { ...workspace, clockAt, role: 'manager' }, 'd1', {});
    const given = { day: '2026-03-11', rank: 1, requests: 3, places: 1 };
    expect(entries.filter(({ kind }) => kind === 'place').toReversed()).toMatchObject([
      { account: 'a3', node: 'ask', given },
      { account: 'a1', node: 'ask', given: null, deadlineDays: 1 },
      { account: 'a2', node: 'ask', given: null, deadlineDays: 1 },
    ]);
    expect(entries.filter(({ kind }) => kind === 'arm')).toMatchObject([{ account: 'a3', node: 'try', day: null, isRewarded: false }]);
  });
});
