import { randomBytes } from 'node:crypto';
import { type Database, openDatabase } from './client.ts';
import { databaseUrl } from './start-postgres.ts';
import type { PostgresTemplate } from './testing-postgres.ts';
import { emptyTables, shapeOf } from './testing-reset.ts';

/** Databases on the test server that no test uses; they are gone with the server's template at the end of the run. */
const idle: string[] = [];
let shape: string | null = null;

/** A new database as the template is, by its name. */
export async function cloneDatabase(server: PostgresTemplate): Promise<string> {
  const name = `${server.template}_${randomBytes(6).toString('hex')}`;
  await onServer(server.url, `create database ${name} template ${server.template}`);
  return name;
}

export async function dropDatabase(server: PostgresTemplate, name: string): Promise<void> {
  await onServer(server.url, `drop database if exists ${name} with (force)`);
}

/** Gives a migrated, empty database on the test server: one that an earlier test of this process used, or a new one. */
export async function takeClone(server: PostgresTemplate): Promise<{ readonly database: Database; giveBack(): Promise<void> }> {
  const name = idle.pop() ?? (await cloneDatabase(server));
  const database = await openDatabase({ url: databaseUrl(server.url, name) });
  shape ??= await shapeOf(database);
  return {
    database,
    giveBack: async () => {
      await database.close();
      if (await emptied(databaseUrl(server.url, name))) idle.push(name);
      else await dropDatabase(server, name);
    },
  };
}

/** False where somebody else is still connected, the tables are others than before, or the server's user may not switch foreign keys off. */
async function emptied(url: string): Promise<boolean> {
  const database = await openDatabase({ url });
  try {
    const others = await database.query('select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
    if (others.length > 0 || (await shapeOf(database)) !== shape) return false;
    await emptyTables(database);
    return true;
  } catch (error) {
    if (isDenied(error)) return false;
    throw error;
  } finally {
    await database.close();
  }
}

function isDenied(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42501';
}

async function onServer(url: string, statement: string): Promise<void> {
  const database = await openDatabase({ url });
  try {
    await database.query(statement);
  } finally {
    await database.close();
  }
}
