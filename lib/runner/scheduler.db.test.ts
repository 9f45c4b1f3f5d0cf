import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Database, openDatabase } from '#lib/db/client.ts';
import { describeOnBoth, describeOnPostgres } from '#lib/db/testing.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { createRunner } from './runner.ts';
import { startScheduler } from './scheduler.ts';
import { liveWorkspace } from './testing/live-workspace.ts';

const PATIENCE_MS = 30_000;
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

describeOnPostgres('two servers', (freshUrl) => {
  it('send each due contact of a live workspace once', { timeout: 2 * PATIENCE_MS }, async () => {
    const url = await freshUrl();
    const [one, two] = [await openDatabase({ url }), await openDatabase({ url })];
    await liveWorkspace(one, 400);
    const schedulers = [await startScheduler(createRunner(one)), await startScheduler(createRunner(two))];
    try {
      const took = await untilSent(one, 400);
      console.info(`400 contacts by two servers: ${took} ms`);
      await pause(1_500);
      const sent = await one.query('select count(*) as contacts, count(distinct debtor_id) as debtors from contact');
      const accepted = await one.query('select count(*) as deliveries from sandbox_delivery');
      expect([sent, accepted]).toEqual([[{ contacts: 400, debtors: 400 }], [{ deliveries: 400 }]]);
    } finally {
      for (const scheduler of schedulers) await scheduler.stop();
      for (const db of [one, two]) await db.close();
    }
  });
});
