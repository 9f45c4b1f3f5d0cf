import { readFileSync } from 'node:fs';
import { afterAll, describe, inject, onTestFinished } from 'vitest';
import type { Database } from './client.ts';
import { databaseUrl } from './start-postgres.ts';
import { cloneDatabase, dropDatabase, takeClone } from './testing-clones.ts';
import { takePglite } from './testing-pglite.ts';
import type { PostgresTemplate, TestDatabases } from './testing-postgres.ts';

/** Gives a migrated, empty database, closed after the test (asked for in `beforeAll`: after the suite). */
export type FreshDatabase = () => Promise<Database>;

type Undo = () => Promise<void>;

/**
 * Runs a suite on PGlite in memory and, where there is one, on PostgreSQL.
 * The file's name must end in `.db.test.ts`.
 */
export function describeOnBoth(name: string, suite: (fresh: FreshDatabase) => void): void {
  describeOnPglite(name, suite);
  describeOnServer(name, suite);
}

/** As `describeOnBoth`, for what is too long to be run twice each time: on PostgreSQL where there is one, else on PGlite; the long run has both. */
export function describeOnOne(name: string, suite: (fresh: FreshDatabase) => void): void {
  if (process.env.CADENZA_LONG || !templates().postgres) describeOnPglite(name, suite);
  describeOnServer(name, suite);
}

function describeOnServer(name: string, suite: (fresh: FreshDatabase) => void): void {
  const server = templates().postgres;
  if (!server) return;
  describe(onPostgres(name, server), () => {
    const finish = finisher();
    suite(async () => {
      const { database, giveBack } = await takeClone(server);
      finish(giveBack);
      return database;
    });
  });
}

function describeOnPglite(name: string, suite: (fresh: FreshDatabase) => void): void {
  describe(`${name} on PGlite`, () => {
    const finish = finisher();
    suite(async () => {
      const database = await takePglite(pgliteTemplate);
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
  describe(onPostgres(name, server), () => {
    const finish = finisher();
    const freshUrl = async () => {
      const clone = await cloneDatabase(server);
      finish(() => dropDatabase(server, clone));
      return databaseUrl(server.url, clone);
    };
    suite(freshUrl, finish);
  });
}

function onPostgres(name: string, { version }: PostgresTemplate): string {
  return `${name} on PostgreSQL ${version}`;
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
