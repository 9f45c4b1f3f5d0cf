import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Database, Sql } from './client.ts';

/** One migration: its name, its statements, and a hash by which a later edit is known. */
interface Migration {
  readonly name: string;
  readonly script: string;
  readonly hash: string;
}

/** Any number that nothing else locks: the letters `cdnz`. */
const ADVISORY_LOCK = 0x63646e7a;

/**
 * Brings the tables up to date and answers the names of the migrations that were run. Each runs in a transaction of its
 * own; of two servers that start at once on one PostgreSQL the second waits, then finds nothing left to do. Throws where
 * a migration was edited after it had run here: the tables are then not what the code expects.
 */
export async function migrate(db: Database): Promise<readonly string[]> {
  const migrations = readMigrations();
  const done: string[] = [];
  for (const migration of migrations) {
    if (await db.transaction((tx) => runOnce(tx, migration))) done.push(migration.name);
  }
  return done;
}

/** The migrations that this house has and the database has not; changes nothing. */
export async function pendingMigrations(db: Sql): Promise<readonly string[]> {
  const [table] = await db.query<{ present: boolean }>(`select to_regclass('migration') is not null as present`);
  const applied = table?.present ? await db.query<{ name: string }>('select name from migration') : [];
  const names = new Set(applied.map((row) => row.name));
  return readMigrations()
    .map((migration) => migration.name)
    .filter((name) => !names.has(name));
}

async function runOnce(tx: Sql, migration: Migration): Promise<boolean> {
  await tx.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
  await tx.script(
    'create table if not exists migration (name text primary key, hash text not null, applied_at timestamptz not null default now())',
  );
  const [applied] = await tx.query<{ hash: string }>('select hash from migration where name = $1', [migration.name]);
  if (applied) {
    assertUnedited(migration, applied.hash);
    return false;
  }
  await tx.script(migration.script);
  await tx.query('insert into migration (name, hash) values ($1, $2)', [migration.name, migration.hash]);
  return true;
}

function assertUnedited({ name, hash }: Migration, applied: string): void {
  if (hash === applied) return;
  throw new Error(
    `The migration ${name} was edited after it had run on this database. Restore drizzle/${name}.sql and put the change into a new migration; a database without data worth keeping can be deleted instead.`,
  );
}

/** In the order of drizzle's journal. */
function readMigrations(): readonly Migration[] {
  const folder = resolve('drizzle');
  const journalPath = join(folder, 'meta', '_journal.json');
  if (!existsSync(journalPath)) throw new Error(`There are no migrations in ${folder}. Start Cadenza from the folder it was installed in.`);
  const journal: { entries: { tag: string }[] } = JSON.parse(readFileSync(journalPath, 'utf8'));
  return journal.entries.map(({ tag }) => readMigration(tag, join(folder, `${tag}.sql`)));
}

function readMigration(name: string, path: string): Migration {
  const script = readFileSync(path, 'utf8');
  return { name, script, hash: createHash('sha256').update(script).digest('hex') };
}
