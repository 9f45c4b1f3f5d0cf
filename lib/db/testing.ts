import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, describe, inject, onTestFinished } from 'vitest';
import { type Database, openDatabase } from './client.ts';
import { openPgliteMemory } from './pglite.ts';
import { databaseUrl } from './start-postgres.ts';
import type { PostgresTemplate, TestDatabases } from './testing-postgres.ts';

/** Gives a migrated, empty database, closed and gone after the test (asked for in `beforeAll`: after the suite). */
export type FreshDatabase = () => Promise<Database>;

type Undo = () => Promise<void>;

/**
 * Runs a suite on PGlite in memory and, where there is one, on PostgreSQL. A fresh database costs about 0.4 s and 0.1 s.
 * The file's name must end in `.db.test.ts`.
 */
export function describeOnBoth(name: string, suite: (fresh: FreshDatabase) => void): void {
  describeOnPglite(name, suite);
  describeOnPostgres(name, (freshUrl, finish) => {
    suite(async () => {
      const database = await openDatabase({ url: await freshUrl() });
      finish(() => database.close());
      return database;
    });
  });
}

/** Runs a suite on PGlite alone, for what is too long to be run twice each time. */
function describeOnPglite(name: string, suite: (fresh: FreshDatabase) => void): void {
  describe(`${name} on PGlite`, () => {
    const finish = finisher();
    suite(async () => {
      const database = await openPgliteMemory(pgliteTemplate());
      finish(() => database.close());
      return database;
    });
  });
}

/**
 * Runs a suite on PostgreSQL alone, for what needs two servers or two processes: `freshUrl` is the address of a migrated,
 * empty database of its own. Where there is no PostgreSQL the suite does not exist, and the global setup says so.
 */
export function describeOnPostgres(name: string, suite: (freshUrl: () => Promise<string>, finish: (undo: Undo) => void) => void): void {
  const server = templates().postgres;
  if (!server) return;
  describe(`${name} on PostgreSQL ${server.version}`, () => {
    const finish = finisher();
    suite(() => clone(server, finish), finish);
  });
}

/** Whether there is a PostgreSQL to run suites on. */
export function hasPostgres(): boolean {
  return templates().postgres !== null;
}

/** Undoes in reverse order, after the running test or, outside one, after the suite. */
function finisher(): (undo: Undo) => void {
  const undoes: Undo[] = [];
  afterAll(async () => {
    for (const undo of undoes.reverse()) await undo();
  });
  return (undo) => {
    try {
      onTestFinished(undo);
    } catch {
      undoes.push(undo);
    }
  };
}

async function clone(server: PostgresTemplate, finish: (undo: Undo) => void): Promise<string> {
  const name = `cadenza_test_${randomBytes(6).toString('hex')}`;
  await onServer(server.url, `create database ${name} template ${server.template}`);
  finish(() => onServer(server.url, `drop database ${name} with (force)`));
  return databaseUrl(server.url, name);
}

async function onServer(url: string, statement: string): Promise<void> {
  const database = await openDatabase({ url });
  try {
    await database.query(statement);
  } finally {
    await database.close();
  }
}

function templates(): TestDatabases {
  const told: TestDatabases | undefined = inject('testDatabases');
  if (!told) throw new Error('The file of a database test is named *.db.test.ts, so that it runs where the databases are prepared.');
  return told;
}

let template: Blob | undefined;

function pgliteTemplate(): Blob {
  template ??= new Blob([readFileSync(templates().pgliteTemplate)]);
  return template;
}
