import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { PGlite, type PGliteOptions, type Transaction } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import type { Database, QueryOptions, Sql } from './client.ts';
import { closeOnSignals } from './close-on-signals.ts';
import { closingBy } from './closing.ts';
import { takeLock } from './lock.ts';
import { type KeptPlans, keptPlans } from './pglite-plans.ts';
import { assertOpen, type OpenTransaction, transactionScope } from './transaction-scope.ts';
import { isShort, parameterText, valueReader } from './values.ts';

/** Opens a PGlite that lives in memory and is gone when closed. */
export async function openPgliteMemory(): Promise<Database> {
  const engine = await startPglite({});
  return pgliteDatabase(engine, () => engine.close());
}

/** Opens, and makes where absent, the PGlite directory. Throws LockHeld where another process has it. */
export async function openPgliteDirectory(dir: string): Promise<Database> {
  const path = resolve(dir);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const lock = takeLock(`${path}.lock`, dir);
  try {
    const engine = await startDirectory(path);
    const stopListening = closeOnSignals(() => database.close());
    const database = pgliteDatabase(engine, async () => {
      await closeDirectory(engine).finally(() => {
        stopListening();
        lock.release();
      });
    });
    return database;
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** A process killed while it filled a new directory leaves the marker: what it left is no database and is made anew. */
async function startDirectory(path: string): Promise<PGlite> {
  const marker = `${path}.new`;
  if (existsSync(marker)) rmSync(path, { recursive: true, force: true });
  else if (!existsSync(`${path}/PG_VERSION`)) refuseForeignFiles(path);
  if (!existsSync(`${path}/PG_VERSION`)) writeFileSync(marker, '');
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const engine = await startPglite({ dataDir: path });
  rmSync(marker, { force: true });
  return engine;
}

function refuseForeignFiles(path: string): void {
  if (existsSync(path) && readdirSync(path).length > 0) {
    throw new Error(`${path} holds files but no database. Move them away, or name another directory in CADENZA_DATA.`);
  }
}

/** Starts the engine and sets its reading and writing of values as on PostgreSQL. */
export async function startPglite(options: PGliteOptions): Promise<PGlite> {
  const engine = await PGlite.create(options);
  for (const oid of Object.keys(engine.parsers)) engine.parsers[oid] = valueReader(Number(oid));
  // Text is sent as it stands, as node-postgres does; PGlite's own serializers refuse a number for a text column and the like.
  for (const oid of Object.keys(engine.serializers)) engine.serializers[oid] = (value) => parameterText(value) ?? '';
  return engine;
}

/** A started engine as a database; `end` is what closing it means, once nothing runs any more. */
export function pgliteDatabase(engine: PGlite, end: () => Promise<void>): Database {
  const scope = transactionScope();
  const orm = drizzle(engine);
  const plans = keptPlans(engine);
  return {
    kind: 'pglite',
    driver: { kind: 'pglite', engine },
    query: async <Row>(text: string, values: readonly unknown[] = [], { keep = false }: QueryOptions = {}) => {
      scope.assertOutside();
      const texts = values.map(parameterText);
      return keep && isShort(texts) ? engine.transaction(() => plans.run<Row>(text, texts)) : rowsOf<Row>(engine, text, texts);
    },
    script: async (text) => {
      scope.assertOutside();
      await engine.exec(text);
    },
    get orm() {
      scope.assertOutside();
      return orm;
    },
    transaction: async (work) => {
      scope.assertOutside();
      try {
        return await scope.run((open) => engine.transaction((tx) => ending(open, () => work(transactionSql(engine, plans, tx, open)))));
      } finally {
        // The engine answers without ever leaving the thread: one transaction after another would keep every request,
        // timer and signal waiting, 14 s where a clock was moved by three weeks.
        await breathe();
      }
    },
    ...closingBy(end),
  };
}

async function ending<T>(open: OpenTransaction, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    open.ended = true;
  }
}

/** The checkpoint writes what is only in the log, so that the next start need not replay it. */
export async function closeDirectory(engine: PGlite): Promise<void> {
  try {
    await engine.exec('checkpoint');
  } finally {
    await engine.close();
  }
}

function transactionSql(engine: PGlite, plans: KeptPlans, tx: Transaction, open: OpenTransaction): Sql {
  let orm: Sql['orm'] | undefined;
  return {
    query: async <Row>(text: string, values: readonly unknown[] = [], { keep = false }: QueryOptions = {}) => {
      assertOpen(open);
      const texts = values.map(parameterText);
      return keep && isShort(texts) ? plans.run<Row>(text, texts) : rowsOf<Row>(tx, text, texts);
    },
    script: async (text) => {
      assertOpen(open);
      await tx.exec(text);
    },
    get orm() {
      assertOpen(open);
      // Drizzle asks its client for nothing but `query`; its type wants the whole engine.
      orm ??= drizzle(Object.assign(Object.create(engine), { query: tx.query }));
      return orm;
    },
  };
}

async function rowsOf<Row>(runner: Pick<PGlite, 'query'>, text: string, texts: readonly (string | null)[]): Promise<Row[]> {
  const { rows } = await runner.query<Row>(text, [...texts]);
  return rows;
}
