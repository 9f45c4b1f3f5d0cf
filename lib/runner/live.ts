import { setTimeout as pause } from 'node:timers/promises';
import { appDatabase, type Database } from '#lib/db/client.ts';
import { closeOnSignals } from '#lib/db/close-on-signals.ts';
import { sweepImports } from '#lib/portfolio/import-sweep.ts';
import { startCalling } from './calling.ts';
import { createRunner } from './runner.ts';
import { type Scheduler, startScheduler } from './scheduler.ts';
import { createCaller } from './send-calls.ts';

declare global {
  var cadenzaScheduler: Promise<Scheduler> | undefined;
}

/** So often it is tried to open a database that another process has. */
const RETRY_MS = 5_000;

/**
 * Has this process move every workspace of the installation's database by itself, until the database closes: once per
 * process, through globalThis, since Next evaluates modules more than once. While the database cannot be opened the
 * server answers all the same, says why on standard error, and tries again: the promise is kept once journeys move.
 */
export function startLiveRunner(retryMs: number = RETRY_MS): Promise<Scheduler> {
  globalThis.cadenzaScheduler ??= begin(retryMs);
  return globalThis.cadenzaScheduler;
}

async function begin(retryMs: number): Promise<Scheduler> {
  let said = '';
  for (;;) {
    try {
      return await run(await appDatabase());
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error);
      if (sentence !== said) console.error(`No journey is moved by this server yet. ${sentence}`);
      said = sentence;
    }
    await pause(retryMs, undefined, { ref: false });
  }
}

async function run(db: Database): Promise<Scheduler> {
  await sweepImports(db);
  const scheduler = await startScheduler(createRunner(db));
  const calling = startCalling(createCaller(db, { out: { allowsLoopback: process.env.CADENZA_CALLS_LOOPBACK === '1' } }));
  const stop = async () => {
    await Promise.all([scheduler.stop(), calling.stop()]);
  };
  db.beforeClose(stop);
  // PGlite closes on signals itself, for the sake of its lock. The pool of PostgreSQL stays for requests under way.
  if (db.kind === 'postgres') closeOnSignals(stop);
  return { stop };
}
