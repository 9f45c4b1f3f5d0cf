import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { type Database, openDatabase } from '#lib/db/client.ts';
import { describeOnBoth, describeOnPostgres } from '#lib/db/testing.ts';
import { enterBySegment, message } from '#lib/interpreter/testing/story.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { shardOf } from '#lib/portfolio/shard.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createRunner } from './runner.ts';
import { startScheduler } from './scheduler.ts';
import { liveWorkspace } from './testing/live-workspace.ts';
import { door, SlowChannel, setScene } from './testing/stage.ts';

const PATIENCE_MS = 30_000;
/** Waits for what others bring about. */
async function until(holds: () => boolean): Promise<void> {
  const begun = performance.now();
  while (!holds()) {
    if (performance.now() - begun > PATIENCE_MS) throw new Error(`not so within ${PATIENCE_MS} ms: ${holds}`);
    await pause(50);
  }
}

/** Waits until so many contacts are sent; how many milliseconds that took. */
async function untilSent(db: Database, wanted: number): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const [row] = await db.query<{ sent: number }>(`select count(*) as sent from contact where status = 'sent'`);
    if ((row?.sent ?? 0) >= wanted) return Math.round(performance.now() - begun);
    if (performance.now() - begun > PATIENCE_MS) throw new Error(`${row?.sent} of ${wanted} contacts were sent in ${PATIENCE_MS} ms`);
    await pause(50);
  }
}

describeOnBoth('a live workspace', (fresh) => {
  it('sends what is due by itself, and hears an event that comes later', { timeout: 2 * PATIENCE_MS }, async () => {
    const db = await fresh();
    const workspace = await liveWorkspace(db, 3);
    const scheduler = await startScheduler(createRunner(db));
    try {
      await untilSent(db, 3);
      await db.transaction((tx) =>
        storeEvents(tx, workspace, [{ type: 'payment.received', at: Date.now(), account: 'a2', payload: { amount: 40_00 } }], Date.now()),
      );
      await untilSent(db, 4);
      const rows = await db.query<{ node: string; count: number }>(
        'select node, count(*) as count from contact group by node order by node',
      );
      expect(rows).toEqual([
        { node: 'first', count: 3 },
        { node: 'thanks', count: 1 },
      ]);
    } finally {
      await scheduler.stop();
    }
  });
});

describeOnBoth('the scheduler', (fresh) => {
  it('stops promptly in the middle of much work, with nothing in hand, and the next one does the rest', {
    timeout: 2 * PATIENCE_MS,
  }, async () => {
    const db = await fresh();
    await liveWorkspace(db, 1_000);
    const channel = new SlowChannel();
    const started = door();
    channel.before = async () => started.open();
    const first = await startScheduler(createRunner(db, { channel, batchSize: 20 }));
    await started.waits;
    const begun = performance.now();
    await first.stop();
    console.info(`stopped within ${Math.round(performance.now() - begun)} ms after ${channel.handedOver.length} of 1000 contacts`);
    expect(await db.query('select 1 from contact where claimed_at is not null')).toEqual([]);
    expect(channel.handedOver.length).toBeLessThan(1_000);
    const second = await startScheduler(createRunner(db, { channel }));
    await untilSent(db, 1_000);
    await second.stop();
    expect(new Set(channel.handedOver.map(({ key }) => key)).size).toBe(1_000);
    expect(channel.handedOver).toHaveLength(1_000);
  });

  it('goes on with a test workspace whose clock nobody moves any more', { timeout: 2 * PATIENCE_MS }, async () => {
    const db = await fresh();
    const at = Date.parse('2026-03-10T14:00:00Z');
    await db.transaction((tx) =>
      setScene(tx, {
        at,
        journeys: { mail: { nodes: [enterBySegment(), message('mail')], ways: ['in > mail'] } },
        accounts: [{ externalId: 'a1' }],
      }),
    );
    await db.query(`update workspace set clock_mover = 'dead', clock_mover_seen_at = clock_timestamp()`);
    const scheduler = await startScheduler(createRunner(db, { moverSilenceMs: 500 }));
    await untilSent(db, 1);
    await scheduler.stop();
  });

  it('lets a workspace that fails rest, and moves the others', { timeout: 2 * PATIENCE_MS }, async () => {
    const db = await fresh();
    await liveWorkspace(db, 20);
    const failing = { slug: 'failing', clock: 'live' as const, at: Date.now() };
    await db.transaction((tx) =>
      setScene(tx, {
        ...failing,
        journeys: { mail: { nodes: [enterBySegment(), message('mail')], ways: ['in > mail'] } },
        accounts: [{ externalId: 'a1' }],
      }),
    );
    await db.query(`update workspace set policy_code = 'nowhere' where slug = 'failing'`);
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const scheduler = await startScheduler(createRunner(db));
    await untilSent(db, 20);
    await pause(2_500);
    await scheduler.stop();
    const told = said.mock.calls.filter(([text]) => String(text).includes('nowhere'));
    said.mockRestore();
    // Each of its 16 shards at once, a second later and three seconds later.
    expect(told.length).toBeGreaterThanOrEqual(16);
    expect(told.length).toBeLessThanOrEqual(48);
  });
});

describeOnPostgres('two servers', (freshUrl, finish) => {
  const serve = async (url: string, channel: SlowChannel) => {
    const db = await openDatabase({ url });
    const scheduler = await startScheduler(createRunner(db, { channel }));
    finish(() => db.close());
    finish(() => scheduler.stop());
    return db;
  };

  it('share 2,000 due contacts of a live workspace, and each is sent once', { timeout: 2 * PATIENCE_MS }, async () => {
    const url = await freshUrl();
    const channels = [new SlowChannel(), new SlowChannel()];
    // A server hands nothing over before the other has something to hand over: one alone would be done before the other looks.
    const ready = channels.map(() => door());
    for (const [index, channel] of channels.entries()) {
      channel.before = async () => {
        ready[index]?.open();
        await Promise.all(ready.map(({ waits }) => waits));
      };
    }
    const [db] = await Promise.all(channels.map((channel) => serve(url, channel)));
    if (!db) throw new Error('no database');
    await liveWorkspace(db, 2_000);
    const took = await untilSent(db, 2_000);
    console.info(`2000 contacts: ${channels.map((channel) => channel.handedOver.length).join(' and ')} by two servers in ${took} ms`);
    await pause(1_500);
    const keys = channels.flatMap((channel) => channel.handedOver.map(({ key }) => key));
    expect(keys).toHaveLength(2_000);
    expect(new Set(keys).size).toBe(2_000);
    for (const { handedOver } of channels) expect(handedOver.length).toBeGreaterThan(0);
  });

  it('do not wait for one of them that hangs: what it does not hold the other sends', { timeout: 2 * PATIENCE_MS }, async () => {
    const url = await freshUrl();
    const hangs = new SlowChannel();
    const released = door();
    let hanging = 0;
    hangs.before = () => {
      hanging++;
      return released.waits;
    };
    const db = await serve(url, hangs);
    const workspace = await liveWorkspace(db, 24);
    // Both of its workers hang: otherwise the other one would take what comes beside.
    await until(() => hanging === 2);
    const [held] = await db.query<{ shard: number }>('select shard from contact where claimed_at is not null');
    const works = new SlowChannel();
    await serve(url, works);
    const names = Array.from({ length: 200 }, (_, index) => `e${index}`);
    const beside = names.find((name) => shardOf(workspace, name) === held?.shard) ?? '';
    const batch = {
      debtors: [{ externalId: beside, email: 'beside@example.com' }],
      accounts: [{ externalId: 'beside', debtorExternalId: beside, balance: 500 }],
    };
    await db.transaction((tx) => upsertPortfolio(tx, workspace, batch, Date.now()));
    await until(() => works.handedOver.some(({ address }) => address === 'beside@example.com'));
    released.open();
    await untilSent(db, 25);
  });
});
