import { expect, it } from 'vitest';
import { MS_PER_DAY, MS_PER_HOUR } from '#lib/base/instant.ts';
import { writePolicy } from '#lib/db/queries/own-policy.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { enterBySegment, exit, later, message, wait } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { readOwnPolicy } from '#lib/policy/own-policy.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { moveClock } from './clock.ts';
import { createRunner } from './runner.ts';
import { setScene } from './testing/stage.ts';

const AT = bogota('2026-03-10 09:00');

/** Tells of each account a day after it entered, however late. */
const JOURNEY = {
  nodes: [enterBySegment(), wait('day', later(1, 'days')), message('say', { ifMissed: 'act' }), exit('end')],
  ways: ['in > day', 'day > say', 'say > end', 'say.notSent > end'],
};

describeOnBoth('a wait after what happened to an account', (fresh) => {
  for (const [type, event] of [
    ['payment.received', 'payment'],
    ['dispute.opened', 'dispute'],
  ] as const) {
    it(`keeps a message back for the days that the house asks for after ${type}, of another account of the debtor too`, async () => {
      const db = await fresh();
      const journeys = { say: { ...JOURNEY, exitWhen: [] } };
      const workspace = await db.transaction((tx) =>
        setScene(tx, { at: AT, journeys, accounts: [{ externalId: 'a1' }, { externalId: 'a2' }] }),
      );
      const own = readOwnPolicy({ rules: { afterEvent: [{ id: 'QUIET', channels: '*', event, days: 3 }] } });
      if (!own.ok) throw new Error('no policy');
      await db.transaction((tx) => writePolicy(tx, workspace.id, 0, null, own.value));
      const happens = AT + MS_PER_HOUR;
      const told = { type, at: happens, account: 'a2', payload: type === 'payment.received' ? { amount: 1_000 } : {} };
      await db.transaction((tx) => storeEvents(tx, workspace, [told], AT));
      const contacts = () =>
        db.query(`select (extract(epoch from queued_at) * 1000)::float8 as at, cardinality(account_ids) as accounts from contact`);
      await moveClock(createRunner(db), workspace.id, happens + 3 * MS_PER_DAY - 1);
      expect(await contacts()).toEqual([]);
      await moveClock(createRunner(db), workspace.id, happens + 3 * MS_PER_DAY);
      expect(await contacts()).toEqual([{ at: happens + 3 * MS_PER_DAY, accounts: 2 }]);
    });
  }
});
