import { expect, it } from 'vitest';
import type { Sql } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { bestAction, enterByEvent, exit } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from './clock.ts';
import { createRunner } from './runner.ts';
import { setScene } from './testing/stage.ts';

const AT = bogota('2026-03-10 09:00');
const learns = {
  nodes: [enterByEvent('in', 'custom.a'), bestAction('which', { key: 'way', explore: 0 }), exit('done')],
  ways: ['in > which', 'which.b0 > done', 'which.b1 > done'],
};
const accounts = Array.from({ length: 6 }, (_, index) => ({ externalId: `a${index}`, debtorExternalId: `d${index}` }));
const scene = { at: AT, accounts, journeys: { one: learns, two: learns } };

const happens = (tx: Sql, workspace: PortfolioWorkspace, type: string, account: string, local: string, payload = {}) =>
  storeEvents(tx, workspace, [{ type, account, at: bogota(local), payload }], AT);
const models = (sql: Sql) =>
  sql.query<{ model: string; day: string; version: number; trials: readonly { successes: number; failures: number }[] }>(
    'select model, day, version, trials from arm_model order by day, model',
  );
const sumOf = (trials: readonly { successes: number; failures: number }[]) =>
  trials.reduce((sum, { successes, failures }) => [(sum[0] ?? 0) + successes, (sum[1] ?? 0) + failures], [0, 0]);

/** Two accounts are shown an arm by each journey, one of them pays. */
async function begin(tx: Sql) {
  const workspace = await setScene(tx, scene);
  for (const account of ['a1', 'a2']) await happens(tx, workspace, 'custom.a', account, '2026-03-11 10:00');
  await happens(tx, workspace, 'payment.received', 'a1', '2026-03-12 11:00', { amount: 10 });
  return workspace;
}

describeOnBoth('what is known of arms', (fresh) => {
  it('is whole or not there where its writer dies, and whoever comes next writes the same', async () => {
    const db = await fresh();
    const workspace = await db.transaction(begin);
    await moveClock(createRunner(db), workspace.id, bogota('2026-03-12 23:00'));
    const before = await models(db);
    const dying = createRunner(db, {
      at: (point) => {
        if (point === 'day-written') throw new Error('killed');
      },
    });
    await expect(moveClock(dying, workspace.id, bogota('2026-03-13 12:00'))).rejects.toThrow('killed');
    expect(await models(db)).toEqual(before);
    await moveClock(createRunner(db), workspace.id, bogota('2026-03-13 12:00'));
    expect((await models(db)).slice(before.length).map(({ day, version, trials }) => [day, version, ...sumOf(trials)])).toEqual([
      ['2026-03-13', 2, 1, 0],
    ]);
  });
});
