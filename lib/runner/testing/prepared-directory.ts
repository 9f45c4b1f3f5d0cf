import { cpSync } from 'node:fs';
import { inject } from 'vitest';
import { type Database, openDatabase } from '#lib/db/client.ts';

/** Makes a migrated PGlite directory in which `work` has been done, for another process to open. */
export async function prepareDirectory(dir: string, work: (db: Database) => Promise<unknown>): Promise<void> {
  cpSync(inject('testDatabases').pgliteDirectory, dir, { recursive: true });
  const database = await openDatabase({ dir });
  await work(database);
  await database.close();
}
