import { readFileSync } from 'node:fs';
import { inject } from 'vitest';
import type { Database } from '#lib/db/client.ts';
import { pgliteDatabase, startPglite } from '#lib/db/pglite.ts';

/** Makes a migrated PGlite directory in which `work` has been done, for another process to open. */
export async function prepareDirectory(dir: string, work: (db: Database) => Promise<unknown>): Promise<void> {
  const template = new Blob([readFileSync(inject('testDatabases').pgliteTemplate)]);
  const database = pgliteDatabase(await startPglite({ dataDir: dir, loadDataDir: template }), () => undefined);
  await work(database);
  await database.close();
}
