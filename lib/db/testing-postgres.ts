import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from './client.ts';
import { migrate } from './migrate.ts';
import { closeDirectory, pgliteDatabase, startPglite } from './pglite.ts';
import { databaseUrl, postgresBinaries, startPostgres } from './start-postgres.ts';

/** What the test processes are told: where the migrated templates are. */
export interface TestDatabases {
  /** A migrated PGlite data directory, as a tar file. */
  readonly pgliteTemplate: string;
  /** The same as a directory, to be copied. */
  readonly pgliteDirectory: string;
  /** Null where there is neither `DATABASE_URL` nor a PostgreSQL to start. */
  readonly postgres: PostgresTemplate | null;
}

/** A server, the name of a migrated database on it to be cloned, and its major version. */
export interface PostgresTemplate {
  readonly url: string;
  readonly template: string;
  readonly version: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    testDatabases: TestDatabases;
  }
}

const CACHE = join('node_modules', '.cache', 'cadenza');
const DAY_MS = 86_400_000;

interface Prepared {
  readonly databases: TestDatabases;
  readonly end: () => Promise<void>;
}

declare global {
  var cadenzaTestDatabases: Promise<Prepared> | undefined;
}

/**
 * Vitest's global setup of the database tests: migrates one template for each driver, and answers how to take all away. Once
 * for all projects, through globalThis: each evaluates this module anew.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const isFirst = globalThis.cadenzaTestDatabases === undefined;
  globalThis.cadenzaTestDatabases ??= prepare();
  const { databases, end } = await globalThis.cadenzaTestDatabases;
  project.provide('testDatabases', databases);
  return isFirst ? end : async () => undefined;
}

async function prepare(): Promise<Prepared> {
  const [pglite, server] = await Promise.all([preparePglite(), findServer()]);
  if (!server) {
    console.log('not run: database tests on PostgreSQL (no DATABASE_URL, and no initdb and postgres on this machine)');
    return { databases: { ...pglite, postgres: null }, end: async () => undefined };
  }
  const template = `cadenza_template_${randomBytes(4).toString('hex')}`;
  await prepareTemplate(server.url, template);
  return {
    databases: { ...pglite, postgres: { url: server.url, version: server.version, template } },
    end: async () => {
      await dropTemplate(server.url, template);
      await server.stop();
    },
  };
}

/** Kept from run to run under names that change with the migrations: making them takes 2 s to 4 s. */
async function preparePglite(): Promise<Pick<TestDatabases, 'pgliteTemplate' | 'pgliteDirectory'>> {
  const pgliteDirectory = join(CACHE, `pglite-${templateKey()}`);
  const pgliteTemplate = `${pgliteDirectory}.tar`;
  if (existsSync(pgliteDirectory) && existsSync(pgliteTemplate)) return { pgliteTemplate, pgliteDirectory };
  mkdirSync(CACHE, { recursive: true });
  forgetOldTemplates();
  const draft = `${pgliteDirectory}.${process.pid}`;
  const engine = await startPglite({ dataDir: draft });
  const database = pgliteDatabase(engine, () => closeDirectory(engine));
  await migrate(database);
  await database.script('checkpoint');
  const dump = await engine.dumpDataDir('none');
  await database.close();
  writeFileSync(`${draft}.tar`, Buffer.from(await dump.arrayBuffer()));
  renameSync(`${draft}.tar`, pgliteTemplate);
  // Another run may have made it meanwhile.
  if (existsSync(pgliteDirectory)) rmSync(draft, { recursive: true });
  else renameSync(draft, pgliteDirectory);
  return { pgliteTemplate, pgliteDirectory };
}

function templateKey(): string {
  const hash = createHash('sha256')
    .update(readFileSync('node_modules/@electric-sql/pglite/package.json'))
    .update(readFileSync('lib/db/migrate.ts'));
  for (const name of readdirSync('drizzle')
    .filter((file) => file.endsWith('.sql'))
    .sort())
    hash.update(name).update(readFileSync(join('drizzle', name)));
  return hash.digest('hex').slice(0, 16);
}

/** Another run may still read a newer one. */
function forgetOldTemplates(): void {
  for (const name of readdirSync(CACHE).filter((file) => file.startsWith('pglite-'))) {
    const path = join(CACHE, name);
    if (Date.now() - statSync(path).mtimeMs > DAY_MS) rmSync(path, { recursive: true, force: true });
  }
}

async function findServer(): Promise<{ url: string; version: string; stop: () => Promise<void> } | null> {
  const url = process.env.DATABASE_URL;
  if (url) return { url, version: await serverVersion(url), stop: async () => undefined };
  return postgresBinaries() ? startPostgres() : null;
}

async function serverVersion(url: string): Promise<string> {
  const database = await openDatabase({ url });
  const [row] = await database.query<{ server_version: string }>('show server_version');
  await database.close();
  return row?.server_version.split('.')[0] ?? '';
}

async function prepareTemplate(url: string, template: string): Promise<void> {
  const server = await openDatabase({ url });
  await server.query(`create database ${template} template template0 encoding 'UTF8'`);
  await server.close();
  const database = await openDatabase({ url: databaseUrl(url, template) });
  await migrate(database);
  await database.close();
}

/** With the databases that were made of it. */
async function dropTemplate(url: string, template: string): Promise<void> {
  const server = await openDatabase({ url });
  const made = await server.query<{ name: string }>('select datname as name from pg_database where starts_with(datname, $1)', [template]);
  for (const { name } of made) await server.query(`drop database if exists ${name} with (force)`);
  await server.close();
}
