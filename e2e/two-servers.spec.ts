import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { openDatabase } from '#lib/db/client.ts';
import { migrate } from '#lib/db/migrate.ts';
import { postgresBinaries, startPostgres } from '#lib/db/start-postgres.ts';
import { liveWorkspace } from '#lib/runner/testing/live-workspace.ts';
import { startServer, stopServer, tryPort, untilAnswering } from '../scripts/serve.ts';

const DEBTORS = 40;
const WITHIN_MS = 10_000;

// Where there is no PostgreSQL two servers cannot share a database: the story does not exist there.
if (postgresBinaries()) {
  test('two servers on one database send each due contact once, within ten seconds, with no page open', async () => {
    test.setTimeout(120_000);
    const postgres = await startPostgres();
    const db = await openDatabase({ url: postgres.url });
    await migrate(db);
    const env = { ...process.env, DATABASE_URL: postgres.url, BETTER_AUTH_SECRET: 'two-servers-share-one-secret-for-this-story' };
    const ports = [await tryPort(0), await tryPort(0)];
    const servers = ports.map((port) => startServer(port, env));
    try {
      await Promise.all(servers.map((server, index) => untilAnswering(server, `http://127.0.0.1:${ports[index]}/sign-in`)));
      const begun = performance.now();
      await liveWorkspace(db, DEBTORS);
      const count = async () => (await db.query<{ sent: number }>(`select count(*) as sent from contact where status = 'sent'`))[0]?.sent;
      while ((await count()) !== DEBTORS && performance.now() - begun < 4 * WITHIN_MS) await pause(100);
      const took = performance.now() - begun;
      console.log(`two servers sent ${await count()} contacts in ${Math.round(took)} ms`);
      await pause(3_000);
      const contacts = await db.query('select count(*) as contacts, count(distinct debtor_id) as debtors from contact');
      const deliveries = await db.query('select count(*) as deliveries from sandbox_delivery');
      expect([contacts, deliveries]).toEqual([[{ contacts: DEBTORS, debtors: DEBTORS }], [{ deliveries: DEBTORS }]]);
      expect(await count()).toBe(DEBTORS);
    } finally {
      for (const server of servers) await stopServer(server);
      await db.close();
      await postgres.stop();
    }
  });
}
