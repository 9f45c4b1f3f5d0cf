import { readFileSync } from 'node:fs';
import { inject } from 'vitest';
import type { Database } from '#lib/db/client.ts';
import { closeDirectory, pgliteDatabase, startPglite } from '#lib/db/pglite.ts';

/** Makes a migrated PGlite directory in which `work` has been done, for another process to open. */
export async function prepareDirectory(dir: string, work: (db: Database) => Promise<unknown>): Promise<void> {
  const template = new Blob([readFileSync(inject('testDatabases').pgliteTemplate)]);
  const engine = await startPglite({ dataDir: dir, loadDataDir: template });
  const database = pgliteDatabase(engine, () => closeDirectory(engine));
  await work(database);
  await database.close();
}
