import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '#lib/db/client.ts';
import { dataDirectory } from '#lib/db/place.ts';
import { failAbandoned, keptFiles } from '#lib/db/queries/imports.ts';

/** A process that gave no sign of life for so many seconds is dead: it gives one every second. */
export const DEAD_AFTER_SECONDS = 30;

/** The folder of files that were brought in a browser and wait to be taken. */
export function importsFolder(): string {
  return join(dataDirectory(), 'imports');
}

/**
 * What a server does once when it starts: marks as failed what a dead process had in hand, and takes away files that no
 * import needs. Whoever opens the embedded database is alone with it, so that all that was in hand there is dead.
 */
export async function sweepImports(db: Database): Promise<void> {
  await failAbandoned(db, db.kind === 'pglite' ? null : DEAD_AFTER_SECONDS);
  // On a server that several machines share, another's files lie elsewhere, and one that is arriving is not recorded yet.
  if (db.kind !== 'pglite') return;
  const kept = await keptFiles(db);
  const names = await readdir(importsFolder()).catch(() => []);
  for (const name of names) if (!kept.has(name)) await rm(join(importsFolder(), name), { force: true });
}
