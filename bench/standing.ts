import { addDays, localDateOf, startOfDay } from '#lib/base/civil.ts';
import { type Database, openDatabase } from '#lib/db/client.ts';
import { migrate } from '#lib/db/migrate.ts';
import { postgresBinaries, startPostgres } from '#lib/db/start-postgres.ts';
import { simulateInThreads } from '#lib/runner/simulation-threads.ts';
import { standingPortfolio } from '#lib/runner/standing-portfolio.ts';
import { NOBODY_PAYS } from '#lib/simulation/behaviour.ts';
import type { Bench } from './bench.ts';
import { DUE_AT, makePortfolio, standAtFirstMessage } from './tick-portfolio.ts';

const ZONE = 'America/Bogota';
const DAYS = 90;

/** A portfolio that stands in a journey: read from the database as it stands, then simulated for 90 days in two threads. */
export const bench: Bench = {
  async run(print, full) {
    const accounts = full ? 100_000 : 20_000;
    print('database        accounts  read s  simulated s  contacts  under way  memory MiB');
    const server = postgresBinaries() ? await startPostgres() : null;
    const db = await openDatabase(server ? { url: server.url } : { memory: true });
    try {
      await migrate(db);
      print(await measured(db, accounts, server ? `PostgreSQL ${server.version}` : 'PGlite'));
    } finally {
      await db.close();
      await server?.stop();
    }
  },
};

async function measured(db: Database, accounts: number, database: string): Promise<string> {
  const portfolio = await makePortfolio(db, accounts);
  await standAtFirstMessage(db, portfolio);
  const { workspace, journeyId, versionId } = portfolio;
  let memory = 0;
  const look = () => {
    memory = Math.max(memory, process.memoryUsage.rss());
  };
  const watch = setInterval(look, 50);
  const begun = performance.now();
  const now = DUE_AT - 1;
  const { debtors, standing } = await standingPortfolio(db, { workspace, now, sample: null, journeyId, models: [], wholeHistory: false });
  const read = performance.now();
  look();
  const [version] = standing.versions;
  if (!version) throw new Error('nobody stands in the journey');
  const to = startOfDay(addDays(localDateOf(now, ZONE), DAYS), ZONE) - 1;
  const { journey, templates } = version;
  const plan = { statedAt: now, from: now, to, timezone: ZONE, seed: '1', behaviour: NOBODY_PAYS, withEvents: false };
  const tally = await simulateInThreads({
    plan: { ...plan, journey, templates, standing: { ...standing, liveVersionId: versionId } },
    policyCode: null,
    topicDays: 3,
    debtors,
    threads: 2,
    progress: look,
  });
  clearInterval(watch);
  const contacts = (tally?.cells ?? []).reduce((sum, { counted, count }) => (counted === 'contact' ? sum + count : sum), 0);
  if (tally?.stood !== debtors.length || contacts !== 3 * debtors.length) throw new Error(`${contacts} contacts of ${tally?.stood} runs`);
  const seconds = (from: number, until: number) => ((until - from) / 1_000).toFixed(2);
  return [
    database.padEnd(15),
    debtors.length.toLocaleString('en').padStart(9),
    seconds(begun, read).padStart(7),
    seconds(read, performance.now()).padStart(12),
    contacts.toLocaleString('en').padStart(9),
    tally.stood.toLocaleString('en').padStart(10),
    String(Math.round(memory / 2 ** 20)).padStart(11),
  ].join(' ');
}
