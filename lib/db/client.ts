import type { PGlite } from '@electric-sql/pglite';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { migrate } from './migrate.ts';
import { appPlace, type DatabasePlace } from './place.ts';

/** Drizzle over the same connection; for cold statements. Its `execute` answers differently by driver: use `query`. */
export type Orm = PgDatabase<PgQueryResultHKT>;

export interface QueryOptions {
  /**
   * True for a statement that comes again and again with this very text: the connection keeps it parsed, and its plan
   * where one serves all, unless the parameters are a batch. Parsing and planning cost several times what running a small
   * statement does. There may be some dozens of such texts, not one for each thing that somebody asks.
   */
  readonly keep?: boolean;
}

/** Something that runs statements: the database, or a transaction in it. */
export interface Sql {
  /** Runs one statement with `$1…`; values are read alike on both drivers (values.ts). */
  query<Row>(text: string, values?: readonly unknown[], options?: QueryOptions): Promise<Row[]>;
  /** Runs several statements without values, parted by semicolons; answers nothing. */
  script(text: string): Promise<void>;
  readonly orm: Orm;
}

/** An open database. `transaction` commits when `work` resolves and rolls back when it throws; they do not nest. */
export interface Database extends Sql {
  readonly kind: 'pglite' | 'postgres';
  /** The driver itself, for libraries that bring their own statements (the job queue). */
  readonly driver: { readonly kind: 'pglite'; readonly engine: PGlite } | { readonly kind: 'postgres'; readonly url: string };
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
  /** Has `close` wait for this first: work that goes on by itself is stopped while it can still write. */
  beforeClose(stop: () => Promise<void>): void;
  /** Aborted as soon as `close` is called. Long work looks at it and ends at a safe place. */
  readonly closing: AbortSignal;
  /** Work of several transactions that `close` waits for. Throws where the database is being closed already. */
  whileOpen<T>(work: () => Promise<T>): Promise<T>;
  /** Waits for what runs, then closes; a second call does nothing. */
  close(): Promise<void>;
}

/**
 * Opens a database and migrates nothing. A PGlite directory is made where it is absent and locked against other
 * processes (throws LockHeld); it runs with fsync off: a crash of the process loses nothing, one of the machine may.
 */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  if ('url' in place) return (await import('./postgres.ts')).openPostgres(place.url);
  const { openPgliteDirectory, openPgliteMemory } = await import('./pglite.ts');
  return 'dir' in place ? openPgliteDirectory(place.dir) : openPgliteMemory();
}

declare global {
  var cadenzaDatabase: Promise<Database> | undefined;
}

/**
 * The installation's database, opened and migrated at the first call and then shared by the whole process: through
 * globalThis, since Next evaluates modules more than once. A failed open is forgotten, so that the next call tries anew.
 */
export function appDatabase(): Promise<Database> {
  globalThis.cadenzaDatabase ??= openApp();
  return globalThis.cadenzaDatabase;
}

async function openApp(): Promise<Database> {
  try {
    return forgettingClose(await openMigrated(appPlace()));
  } catch (error) {
    globalThis.cadenzaDatabase = undefined;
    throw error;
  }
}

async function openMigrated(place: DatabasePlace): Promise<Database> {
  const database = await openDatabase(place);
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

function forgettingClose(database: Database): Database {
  const close = database.close;
  return Object.assign(database, {
    // Forgotten only when it is closed: a request that comes meanwhile meets a database that is closing, not the lock of its own process.
    close: async () => {
      try {
        await close();
      } finally {
        globalThis.cadenzaDatabase = undefined;
      }
    },
  });
}
