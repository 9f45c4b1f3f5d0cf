// A server reduced to what moves journeys: it starts the live runner of the installation that the environment names, ends on
// SIGTERM as Next's server does, and says how many contacts are sent whenever that has changed.
import { setTimeout as pause } from 'node:timers/promises';
import { appDatabase } from '#lib/db/client.ts';
import { startLiveRunner } from '../live.ts';

process.on('SIGTERM', () => process.exit(143));
setInterval(() => undefined, 1_000);
process.stdout.write('began\n');
await startLiveRunner(100);
const db = await appDatabase();
// The database closes before the process ends.
const whileClosing = (): { sent: number }[] => [];
let last = -1;
for (;;) {
  const [row] = await db.query<{ sent: number }>(`select count(*) as sent from contact where status = 'sent'`).catch(whileClosing);
  if (row && row.sent !== last) process.stdout.write(`sent ${row.sent}\n`);
  last = row?.sent ?? last;
  await pause(20);
}
