import { beforeEach, expect, it } from 'vitest';
import type { Instant } from '#lib/base/instant.ts';
import type { Database } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { all, enterBySegment, exit, later, message, wait } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from './clock.ts';
import { publishJourney } from './publish.ts';
import { createRunner, type Runner } from './runner.ts';
import { type Drawing, drawn, interrupted, setScene } from './testing/stage.ts';
import { tickShard } from './tick.ts';

const AT = bogota('2026-03-10 00:00');
const ENDS = bogota('2026-03-13 12:00');

/** Ends at midnight, and may be entered again at once by whoever was told something: a second look at that instant would show. */
const again: Drawing = {
  nodes: [
    enterBySegment('in', all(['account.balance', '>', 0]), 0),
    wait('day', later(1, 'days', '00:00')),
    message('mail', { topic: 'mail' }),
    exit('round'),
  ],
  ways: ['in > day', 'day > mail', 'mail > round'],
};
const owing: Drawing = {
  nodes: [enterBySegment('in', all(['account.balance', '>', 500_000])), wait('long', later(90, 'days'))],
  ways: ['in > long'],
};
const segment: Drawing = {
  nodes: [enterBySegment('in', all(['account.segment', '=', 'late'])), wait('long', later(90, 'days'))],
  ways: ['in > long'],
};

const accounts = ['1', '2', '3', '4', '5'].map((number) => ({ externalId: `a${number}`, debtorExternalId: `d${number}` }));

describeOnBoth('looks for entry', (fresh) => {
  let db: Database;

  beforeEach(async () => {
    db = await fresh();
  });

  const runs = async (workspace: PortfolioWorkspace) =>
    db.query<{ run: string; enteredAt: Instant }>(
      `select concat_ws(' ', a.external_id, j.key, e.run, e.status) as run, (extract(epoch from e.entered_at) * 1000)::bigint as "enteredAt"
       from enrollment e join account a on a.shard = e.shard and a.id = e.account_id join journey j on j.id = e.journey_id where e.workspace_id = $1 order by 1`,
      [workspace.id],
    );
  const set = (slug: string, journeys: Record<string, Drawing>) =>
    db.transaction((tx) => setScene(tx, { slug, at: AT, journeys, accounts }));
  const small = (at: Runner['at'] = () => undefined) => createRunner(db, { batchSize: 2, leaseMs: 0, at });

  it('happen once at an instant, wherever the process dies and begins again', { timeout: 180_000 }, async () => {
    let passed = 0;
    const whole = await set('whole', { again });
    await moveClock(
      small(() => void passed++),
      whole.id,
      ENDS,
    );
    const unkilled = await runs(whole);
    expect(passed).toBeGreaterThan(20);
    // Who leaves at a midnight was asked at that midnight already, while still in: the next look is the next midnight's.
    expect(unkilled.map(({ run }) => run)).toEqual(
      ['a1', 'a2', 'a3', 'a4', 'a5'].flatMap((account) => [`${account} again 1 ended`, `${account} again 2 ended`]),
    );
    const step = db.kind === 'pglite' && !process.env.CADENZA_LONG ? 3 : 1;
    for (let dies = 1; dies <= passed; dies += step) {
      let left = dies;
      const workspace = await set(`dies-${dies}`, { again });
      const runner = small(() => {
        if (--left === 0) throw new Error('dies here');
      });
      await expect(moveClock(runner, workspace.id, ENDS)).rejects.toThrow('dies here');
      await moveClock(small(), workspace.id, ENDS);
      expect(await runs(workspace), `died at ${dies}`).toEqual(unkilled);
    }
  });

  it('begin anew where an import comes between two batches', async () => {
    const big = [1, 2, 3, 4, 5].map((number) => ({
      externalId: `a${number}`,
      debtorExternalId: `d${number}`,
      currency: 'COP',
      balance: 900_000,
    }));
    for (const after of [1, 2, 3, 4, 5]) {
      const workspace = await set(`import-${after}`, { again, owing });
      const meddled = interrupted(db, after, async () => {
        await db.transaction((tx) => upsertPortfolio(tx, workspace, { debtors: [], accounts: big }, AT));
      });
      await tickShard(createRunner(meddled, { batchSize: 1 }), workspace.id, workspace.shardBase, AT);
      await tickShard(createRunner(db, { batchSize: 2 }), workspace.id, workspace.shardBase, AT);
      expect(
        (await runs(workspace)).map(({ run }) => run).filter((run) => run.includes('owing')),
        `after ${after}`,
      ).toHaveLength(5);
    }
  });

  it('begin anew where a journey is published between two batches', async () => {
    for (const after of [1, 2, 3, 4, 5]) {
      const workspace = await set(`publish-${after}`, { again, segment });
      const meddled = interrupted(db, after, async () => {
        await db.transaction((tx) =>
          publishJourney(
            tx,
            workspace,
            drawn({ ...owing, nodes: [enterBySegment(), ...owing.nodes.slice(1)] }, 'owing'),
            [STAND_IN_TEMPLATE],
            AT,
          ),
        );
      });
      await tickShard(createRunner(meddled, { batchSize: 1 }), workspace.id, workspace.shardBase, AT);
      await tickShard(createRunner(db, { batchSize: 2 }), workspace.id, workspace.shardBase, AT);
      expect(
        (await runs(workspace)).map(({ run }) => run).filter((run) => run.includes('owing')),
        `after ${after}`,
      ).toHaveLength(5);
    }
  });

  it('leave alone a run whose account, corrected, does not exist yet, and go on with it when it does', async () => {
    const workspace = await set('corrected', { again });
    await moveClock(createRunner(db), workspace.id, AT);
    const opens = bogota('2026-03-12 09:30');
    await db.transaction((tx) =>
      upsertPortfolio(
        tx,
        workspace,
        { debtors: [], accounts: [{ externalId: 'a1', debtorExternalId: 'd1', currency: 'COP', balance: 100_000, openedAt: opens }] },
        AT,
      ),
    );
    await moveClock(createRunner(db), workspace.id, bogota('2026-03-12 09:00'));
    expect((await runs(workspace)).filter(({ run }) => run.startsWith('a1'))).toMatchObject([{ run: 'a1 again 1 live' }]);
    await moveClock(createRunner(db), workspace.id, ENDS);
    expect((await runs(workspace)).filter(({ run }) => run.startsWith('a1'))).toMatchObject([
      { run: 'a1 again 1 ended' },
      { run: 'a1 again 2 live' },
    ]);
  });
});
