import { appDatabase } from '#lib/db/client.ts';
import { closeOnSignals } from '#lib/db/close-on-signals.ts';
import { createRunner } from './runner.ts';
import { type Scheduler, startScheduler } from './scheduler.ts';

declare global {
  var cadenzaScheduler: Promise<Scheduler | null> | undefined;
}

/**
 * Has this process move every workspace of the installation's database by itself, until the database closes: once per
 * process, through globalThis, since Next evaluates modules more than once. Where the database cannot be opened the
 * server answers all the same, says why on standard error, and null comes back.
 */
export function startLiveRunner(): Promise<Scheduler | null> {
  globalThis.cadenzaScheduler ??= begin();
  return globalThis.cadenzaScheduler;
}

async function begin(): Promise<Scheduler | null> {
  try {
    const db = await appDatabase();
    const scheduler = await startScheduler(createRunner(db));
    db.beforeClose(() => scheduler.stop());
    // PGlite listens to signals already, for the sake of its lock.
    if (db.kind === 'postgres') closeOnSignals(() => db.close());
    return scheduler;
  } catch (error) {
    console.error(`Journeys are not moved by this server: ${error instanceof Error ? error.message : error}`);
    globalThis.cadenzaScheduler = undefined;
    return null;
  }
}
