import { expect, it } from 'vitest';
import { MS_PER_DAY } from '#lib/base/instant.ts';
import { type Database, openDatabase, type Sql } from '#lib/db/client.ts';
import { describeOnBoth, describeOnPostgres } from '#lib/db/testing.ts';
import { bestAction, enterByEvent, exit } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { beginDay } from './arm-models.ts';
import { moveClock, nextDue } from './clock.ts';
import { createRunner } from './runner.ts';
import { setScene } from './testing/stage.ts';
import { tickShard } from './tick.ts';

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

/** What a row says in a line: its day, its version, how many have succeeded and how many failed. */
const lines = (known: Awaited<ReturnType<typeof models>>) => known.map(({ day, version, trials }) => [day, version, ...sumOf(trials)]);
/** Who was shown what, and whether it was rewarded. */
const shown = (sql: Sql) =>
  sql.query(`select a.external_id as account, j.key as journey, s.model, s.arm, s.at, s.until, s.rewarded_at
    from arm_showing s join account a on a.shard = s.shard and a.id = s.account_id join journey j on j.id = s.journey_id order by 1, 2`);

/**
 * Six days of a live workspace, at the start of each of which every worker sums up and ticks every shard, all at once. All accounts are
 * shown an arm on the first day; a1 pays that day and is heard of on the next, a2 pays in time and is heard of after its time was over.
 */
async function liveThrough(databases: readonly [Database, ...Database[]], wholeDay = true) {
  const [db] = databases;
  const workspace = await db.transaction((tx) => setScene(tx, { ...scene, clock: 'live' }));
  const shards = shardsOf(workspace);
  expect(shards.length).toBeGreaterThan(1);
  for (const { externalId } of accounts) await db.transaction((tx) => happens(tx, workspace, 'custom.a', externalId, '2026-03-10 08:59'));
  const workers = databases.map((database) => createRunner(database));
  const pays = (account: string, local: string, now: number) =>
    storeEvents(db, workspace, [{ type: 'payment.received', account, at: bogota(local), payload: { amount: 10 } }], now);
  for (let day = 0; day < 6; day++) {
    const now = AT + day * MS_PER_DAY;
    if (day === 1) await pays('a1', '2026-03-10 20:00', now);
    if (day === 4) await pays('a2', '2026-03-12 10:00', now);
    const ticks = () => workers.flatMap((runner) => shards.map((shard) => tickShard(runner, workspace.id, shard, now)));
    const begins = wholeDay ? workers.map((runner) => beginDay(runner, workspace.id, now)) : [];
    await Promise.all([...begins, ...ticks()]);
    // Whoever found a shard in other hands left it to the next sweep.
    for (let due = await nextDue(db, workspace.id); due !== null && due <= now; due = await nextDue(db, workspace.id))
      await Promise.all(ticks());
  }
  return { models: await models(db), shown: await shown(db) };
}

const SIX_DAYS = [
  ['2026-03-10', 0, 0, 0],
  ['2026-03-11', 1, 0, 0],
  ['2026-03-12', 2, 1, 0],
  ['2026-03-13', 3, 1, 0],
  ['2026-03-14', 4, 1, 11],
  ['2026-03-15', 5, 2, 10],
];

describeOnBoth('what is known of arms', (fresh) => {
  it('is summed up once at each start of the workspace’s day, over all journeys that name the key, and a test clock stops there', async () => {
    const db = await fresh();
    const runner = createRunner(db);
    const workspace = await db.transaction(begin);
    const seen: number[] = [];
    await moveClock(runner, workspace.id, bogota('2026-03-16 12:00'), { onProgress: ({ now }) => seen.push(now) });
    for (let day = 11; day <= 16; day++) expect(seen).toContain(bogota(`2026-03-${day} 00:00`));
    const known = await models(db);
    expect(lines(known)).toEqual([
      ['2026-03-10', 0, 0, 0],
      ['2026-03-11', 0, 0, 0],
      ['2026-03-12', 1, 0, 0],
      ['2026-03-13', 2, 1, 0],
      ['2026-03-14', 3, 1, 0],
      ['2026-03-15', 4, 1, 3],
      ['2026-03-16', 5, 1, 3],
    ]);
    // Of the two journeys that showed a1 something, the one that did so last has the payment.
    expect(await db.query('select rewarded_at from arm_showing where rewarded_at is not null')).toHaveLength(1);
  });

  it('is not peeked at: what is told later changes no day that has begun, and counts from when it was told', async () => {
    const db = await fresh();
    const runner = createRunner(db);
    const workspace = await db.transaction(begin);
    await moveClock(runner, workspace.id, bogota('2026-03-15 12:00'));
    const before = await models(db);
    await db.transaction((tx) => happens(tx, workspace, 'payment.received', 'a2', '2026-03-13 10:00', { amount: 10 }));
    await moveClock(runner, workspace.id, bogota('2026-03-16 12:00'));
    const after = await models(db);
    expect(after.slice(0, -1)).toEqual(before);
    expect(sumOf(after.at(-1)?.trials ?? [])).toEqual([2, 2]);
  });

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
    expect(lines((await models(db)).slice(before.length))).toEqual([['2026-03-13', 2, 1, 0]]);
  });

  it('is summed up once where two workers begin the day at once, late rewards included, and as by one alone', async () => {
    const alone = await liveThrough([await fresh()]);
    expect(lines(alone.models)).toEqual(SIX_DAYS);
    expect(alone.shown).toHaveLength(2 * accounts.length);
    const db = await fresh();
    expect(await liveThrough([db, db])).toEqual(alone);
  });
});

describeOnPostgres('several servers at the start of a day', (freshUrl, finish) => {
  it('sum it up once, late rewards included, and show what one alone would have shown', async () => {
    const open = async (count: number) => {
      const url = await freshUrl();
      const databases = await Promise.all(Array.from({ length: count }, () => openDatabase({ url })));
      for (const database of databases) finish(() => database.close());
      const [first, ...others] = databases;
      if (!first) throw new Error('no database');
      return [first, ...others] as const;
    };
    const alone = await liveThrough(await open(1));
    expect(lines(alone.models)).toEqual(SIX_DAYS);
    for (const count of [2, 3]) expect(await liveThrough(await open(count), count === 2)).toEqual(alone);
  });
});
