import { expect, it } from 'vitest';
import { MS_PER_DAY } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { predicateSql } from '#lib/db/predicate-sql.ts';
import { SqlParams } from '#lib/db/sql-params.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import type { Predicate } from '#lib/facts/predicate.ts';
import { all, enterByEvent, enterBySegment, exit, update } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { moveClock } from './clock.ts';
import { createRunner } from './runner.ts';
import { setScene } from './testing/stage.ts';

const AT = bogota('2026-03-10 09:00');

const writes = {
  nodes: [
    enterByEvent('in', 'custom.a'),
    update('u', { 'account.attributes.tier': 'gold', 'account.segment': 'late', 'account.tags': ['a', 'b'], 'debtor.attributes.mood': 3 }),
    exit('done'),
  ],
  ways: ['in > u', 'u > done'],
};
/** Comes in at the start of a day by what the other journey wrote: SQL finds whom the interpreter lets in. */
const reads = {
  nodes: [enterBySegment('in', all(['account.attributes.tier', '=', 'gold'], ['debtor.attributes.mood', '>', 2])), exit('seen')],
  ways: ['in > seen'],
};

interface Standing {
  readonly name: string;
  readonly segment: string | null;
  readonly tags: readonly string[];
  readonly attributes: Record<string, unknown>;
  readonly mood: unknown;
  readonly balance: number;
}

const standing = (sql: Sql) =>
  sql.query<Standing>(
    `select a.external_id as name, a.segment, a.tags, a.attributes, d.attributes -> 'mood' as mood, a.balance
     from account a join debtor d on d.shard = a.shard and d.id = a.debtor_id order by a.external_id`,
  );
const found = async (sql: Sql, predicate: unknown) => {
  const params = new SqlParams();
  const condition = predicateSql(predicate as Predicate, params, AT);
  const rows = await sql.query<{ name: string }>(
    `select a.external_id as name from account a join debtor d on d.shard = a.shard and d.id = a.debtor_id where ${condition} order by 1`,
    params.values,
  );
  return rows.map(({ name }) => name);
};

describeOnBoth('what a journey writes', (fresh) => {
  it('is asked by predicates, outlives late events, and yields to an import that names it', async () => {
    const db = await fresh();
    const runner = createRunner(db);
    const workspace = await db.transaction((tx) =>
      setScene(tx, { at: AT, journeys: { writes, reads }, accounts: [{ externalId: 'a1' }, { externalId: 'a2' }] }),
    );
    const say = (at: number, type: string, payload: Record<string, string | number> = {}) =>
      db.transaction((tx) => storeEvents(tx, workspace, [{ type, at, account: 'a1', payload }], at));
    const state = (attributes: Record<string, unknown>) =>
      db.transaction((tx) =>
        upsertPortfolio(
          tx,
          workspace,
          { debtors: [], accounts: [{ externalId: 'a1', debtorExternalId: 'd1', ...attributes }] },
          AT + 4 * MS_PER_DAY,
        ),
      );

    await say(AT, 'custom.a');
    await moveClock(runner, workspace.id, AT + MS_PER_DAY);
    const written = { name: 'a1', segment: 'late', tags: ['a', 'b'], attributes: { tier: 'gold' }, mood: 3, balance: 100_000 };
    const other = { name: 'a2', segment: null, tags: [], attributes: {}, mood: 3, balance: 100_000 };
    expect(await standing(db)).toEqual([written, other]);
    expect(await found(db, all(['account.attributes.tier', '=', 'gold']))).toEqual(['a1']);
    expect(await found(db, all(['account.tags', 'contains', 'b'], ['account.segment', '=', 'late']))).toEqual(['a1']);
    expect(await found(db, all(['debtor.attributes.mood', '>', 2]))).toEqual(['a1', 'a2']);
    const [run] = await db.query<{ outcome: string; name: string }>(
      `select e.outcome, a.external_id as name from enrollment e join account a on a.shard = e.shard and a.id = e.account_id where e.outcome = 'seen'`,
    );
    expect(run).toEqual({ outcome: 'seen', name: 'a1' });

    await say(AT + 2 * MS_PER_DAY, 'payment.received', { amount: 100 });
    await moveClock(runner, workspace.id, AT + 3 * MS_PER_DAY);
    await say(AT + MS_PER_DAY, 'payment.received', { amount: 50 });
    await moveClock(runner, workspace.id, AT + 4 * MS_PER_DAY);
    expect(await standing(db)).toEqual([{ ...written, balance: 99_850 }, other]);

    await state({ attributes: { city: 'Cali' }, principal: 5 });
    expect((await standing(db))[0]).toEqual({ ...written, balance: 99_850, attributes: { tier: 'gold', city: 'Cali' } });
    await state({ attributes: { tier: 'lead' }, segment: null });
    expect((await standing(db))[0]).toEqual({ ...written, balance: 99_850, attributes: { tier: 'lead', city: 'Cali' }, segment: null });
    const again = await state({ attributes: { tier: 'lead' }, segment: null });
    expect(again.accounts).toMatchObject({ unchanged: 1 });
  });
});
